# Said in place of what could not be delivered, and reminders to staff
card-said-reminder = ⏰ 单号 { $number } 车主还在等答复：{ $car }，{ $jobs }，<b>{ $short }</b>。请尽快确认，或建议其他时间。
delivery-file-too-big = 📎 还有一个文件超过 20 MB，转不过来。请对方压缩后再发，或换个方式发给您。
delivery-file-lost = 📎 还有一个文件没能取到，请对方再发一次。
delivery-file-too-big-sender = 📎 这个文件超过 20 MB，我转不过去。压缩一下再发，或者换个方式给对方吧。
delivery-file-lost-sender = 📎 这个文件我没能取到，对方还没看到。请再发一次。
delivery-blocked = 📵 { $owner }（{ $phone }）已停用机器人，刚才那条和预约或咨询有关的消息没发到。请打个电话说一声。
delivery-failed = ⚠️ 有一条给 { $owner }（{ $phone }）的消息没发出去，内容和预约或咨询有关。请打个电话说一声。
delivery-uncertain = ❓ 有一条给 { $owner }（{ $phone }）的消息不确定对方有没有收到，内容和预约或咨询有关。请打个电话确认一下。

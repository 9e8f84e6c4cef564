# Said in place of what could not be delivered, and reminders to staff
card-said-reminder = ⏰ 单号 { $number } 车主还在等答复：{ $car }，{ $jobs }，<b>{ $short }</b>。请尽快确认，或建议其他时间。
delivery-file-too-big = 📎 还有一个文件超过 20 MB，转不过来。请对方压缩后再发，或换个方式发给您。
delivery-file-lost = 📎 还有一个文件没能取到，请对方再发一次。
delivery-file-too-big-sender = 📎 这个文件超过 20 MB，我转不过去。压缩一下再发，或者换个方式给对方吧。
delivery-file-lost-sender = 📎 这个文件我没能取到，对方还没看到。请再发一次。

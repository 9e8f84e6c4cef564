# 和真人聊天：车主这边，和员工这边
human-title = 人工服务
human-talk =
    { $state ->
        [taken] 您可以直接打字，也可以发照片、语音、文件，同事都能看到。
       *[other] { $open ->
            [yes] { $passed ->
                [yes] 已经叫同事了。有要补充的接着写就行，照片、语音也可以。
               *[no] 好的，已经叫同事了。请直接写下您的问题，也可以发照片、语音、文件。
            }
           *[no] { $passed ->
                [yes] 现在是下班时间，<b>{ $from }</b> 上班后马上有人回您，您也可以接着补充。急事请打 { $phone }。
               *[no] 现在是下班时间。您先把问题留下，也可以发照片和语音，<b>{ $from }</b> 上班后马上有人回您。急事请打 { $phone }。
            }
        }
    }
human-end = 聊完了
human-ended = 好的，聊到这里。有事随时找我们。
human-aside = 🤖 先找机器人
human-aside-done = 好，我在。同事那边的对话还开着，点他消息下面的「回复」就能接着聊。
human-passed-on = 您正和同事聊着，这句已经转给他了。
human-over = 这次对话已经结束。
human-use-words = 请直接打字，或发照片、语音、文件。
case-taken = 👋 { $role ->
        [service_advisor] 服务顾问
        [service_manager] 服务经理
        [sales_advisor] 销售顾问
        [sales_manager] 销售经理
        [customer_care] 客户关怀
        [general_manager] 总经理
       *[other] 同事
    } { $name } 来了。想跟我说话，点下面的「回复」就行。
case-closed = 这次对话先到这里。如果还有问题，随时再找我们 🙏
case-reply = 💬 回复
case-from-staff =
    <b>{ $name }</b>{ $has ->
        [file] ：
       *[other] ：{ $text }
    }
case-from-owner =
    <b>{ $owner }</b>{ $has ->
        [file] ：
       *[other] ：{ $text }
    }
case-card =
    💬 <b>会话 { $number }</b> · { $state ->
        [new] 等人接
        [taken] { $taken_by } 跟进中
       *[other] 已结束
    }
    👤 { $owner } { $phone }
    🚗 { $car }{ $state ->
        [taken]
            {""}
            直接回复车主的消息，就会发给车主。
       *[other] {""}
    }
case-take = 🙋 我来接
case-close = ✔️ 结束会话
case-topic = 💬 { $owner }（{ $number }）

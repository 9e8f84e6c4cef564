# 投诉：车主这边
complaint-title = 投诉
complaint-said = 真对不起，让您不满意了。请说说是怎么回事，也可以直接发照片。
complaint-use-words = 请打字说说，或者发张照片。
complaint-opened =
    { $level ->
        [critical] { $informed ->
            [yes] 真对不起。这件事很要紧，已经马上报给{ $people }，<b>{ $by }</b> 前给您打电话。急事请打 { $phone }。投诉编号 { $number }。
           *[no] 真对不起。这件事很要紧，已经马上转给负责人，<b>{ $by }</b> 前给您打电话。急事请打 { $phone }。投诉编号 { $number }。
        }
       *[other] 真对不起，让您不满意了。投诉已经记下，编号 <b>{ $number }</b>，<b>{ $by }</b> 前给您答复。
    }
complaint-person =
    { $role ->
        [service_advisor] 服务顾问
        [service_manager] 服务经理
        [sales_advisor] 销售顾问
        [sales_manager] 销售经理
        [customer_care] 客户关怀
        [general_manager] 总经理
       *[other] 同事
    }{ $name }
complaint-car = 是哪台车的事？
complaint-car-why = 知道是哪台车，同事能先查好维修记录，不用您再说一遍。
complaint-car-option = { $car }
complaint-no-car = 和车无关
complaint-since = 从什么时候开始的？
complaint-since-why = 知道时间，我们能更快查到是哪次的问题。不记得也没关系。
complaint-since-today = 今天
complaint-since-days = 最近几天
complaint-since-weeks = 几个星期
complaint-since-longer = 更久以前
complaint-since-skip = 跳过
complaint-wish = 您希望我们怎么处理？点一个，或直接写。
complaint-wish-why = 先知道您最在意什么，同事给的方案才对得上。
complaint-wish-fix = 把问题解决好
complaint-wish-refund = 退费或补偿
complaint-wish-apology = 给个说法
complaint-wish-call = 打电话给我
complaint-wish-skip = 跳过
complaint-talk = 投诉 { $number } 正在跟进。想补充什么就直接发，文字、照片、语音都可以。
complaint-where = 🔎 到哪一步了
complaint-leave = 先这样
complaint-left = 好的，投诉 { $number } 我们继续跟进，有进展马上告诉您。
complaint-over = 这件投诉已经结束。
complaint-status =
    { $state ->
        [new] { $timed ->
            [yes] 投诉 { $number }：正在安排人跟进，<b>{ $by }</b> 前答复您。
           *[no] 投诉 { $number }：正在安排人跟进。
        }
        [waiting] 投诉 { $number }：{ $named ->
            [yes] { $name } 在等您的回复，直接写在这里就行。
           *[no] 我们在等您的回复，直接写在这里就行。
        }
        [hold] 投诉 { $number }：约好 <b>{ $until }</b> 继续处理，到时会联系您。
        [offered] 投诉 { $number }：方案已经发给您了，请在上面选一个；都不合适也请告诉我们。
        [agreed] 投诉 { $number }：正在按您选的方案办理。
        [done] 投诉 { $number }：已经办好，等您确认。
       *[other] 投诉 { $number }：{ $named ->
            [yes] { $name } 正在处理{ $timed ->
                [yes] ，<b>{ $by }</b> 前给您方案。
               *[no] 。
            }
           *[no] 正在换人接手{ $timed ->
                [yes] ，<b>{ $by }</b> 前联系您。
               *[no] 。
            }
        }
    }
home-complaint = 📣 我的投诉
complaint-same = 欢迎回来。是投诉 { $number } 的事还没解决，还是别的事？
complaint-same-same = 🔁 还是 { $number } 的事
complaint-same-new = ✏️ 别的事
complaint-again = 投诉 { $number } 重新打开了，以前说过的都在，不用再说一遍。
complaint-held = 投诉 { $number } 需要等一等，<b>{ $day }</b> 我们继续处理并联系您。
complaint-handed =
    👋 接下来由{ $role ->
        [service_advisor] 服务顾问
        [service_manager] 服务经理
        [sales_advisor] 销售顾问
        [sales_manager] 销售经理
        [customer_care] 客户关怀
        [general_manager] 总经理
       *[other] 同事
    } { $name } 跟进您的投诉，之前的情况都已交接。
solution = 关于投诉 { $number }，我们想到{ $count ->
        [2] 两个
       *[other] { $count } 个
    }办法，您看哪个合适？
solution-list = { $solutions }
solution-take = ✔️ { $solution }
solution-none = 都不合适
solution-taken = 好的，就按「{ $solution }」办，我们马上安排。
solution-none-told = 明白，我们再想想。您觉得怎样才合适？直接写在下面就行。
solution-over = 这个方案已经处理过了，看看最新的消息吧。
settled-ask =
    { $time ->
        [1] 投诉 { $number } 我们处理好了：
       *[other] 再跟您确认一下，投诉 { $number }：
    }
    「{ $remedy }」
    您看解决了吗？
settled-yes = 👍 解决了
settled-no = 👎 还没有
settled-thanks = 谢谢您告诉我们，也谢谢您的耐心。
settled-not = 对不起，我们接着处理。还差什么？直接写在下面就行。
rating-title = 评价
rating-result = 结果您满意吗？
rating-speed = 处理的速度呢？
rating-yes = 😊 满意
rating-mostly = 🙂 基本满意
rating-no = 😕 不满意
rating-thanks = 记下了，谢谢您。

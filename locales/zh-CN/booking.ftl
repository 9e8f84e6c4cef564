# 预约到店
booking-title = 预约到店
booking-enough = 您手上的预约已经不少了。先看看现有的，办完或取消一个再约新的吧。
booking-enough-meanwhile = 刚才您那边又约好了一个，这个就没约上。
booking-store =
    去哪家店方便？

    { $stores }
booking-store-why = 每家店的空位不一样，先选店，我才好给您查时间。
booking-store-option = { $store }
booking-store-line = 📍 <b>{ $store }</b>：{ $address }
booking-car = 哪辆车要来？
booking-car-why = 知道是哪辆车，才好提前备好配件。
booking-car-none = 先告诉我是哪辆车：直接发车牌号，或者点下面登记。
booking-car-option = 🚗 { $car }
booking-add-car = ➕ 登记一辆车
booking-reason =
    { $count ->
        [0] 这次想做什么？可以多选，也可以直接打字说。
       *[other] 选了：<b>{ $chosen }</b>。还要加别的吗？
    }
booking-reason-why = 知道做什么，才能给您留够工位和时间，也好先估个价。
booking-job = { $job }
booking-describe-fault = 🗣 有毛病
booking-fault =
    { $has ->
        [yes] 记下了：「{ $text }」{ $photos ->
            [0] {""}
           *[other] {" "}📷 { $photos } 张
        }
       *[no] 车怎么了？比如哪里响、什么时候响、多久了、多大车速。也可以发照片。{ $photos ->
            [0] {""}
           *[other] {" "}照片收到 { $photos } 张了，再说两句情况吧。
        }
    }{ $has ->
        [yes] {"\u000A"}还有要补充的，接着写或发照片；说完了就点下面。
       *[no] {""}
    }
booking-fault-why = 说得越具体，技师准备得越充分，您等得越短。
booking-no-fault = 没有毛病
booking-danger =
    ⚠️ <b>听起来不太安全，先别再开这辆车了。</b>
    要拖车或救援，24 小时打这个电话：{ $roadside }
booking-danger-told =
    ⚠️ <b>听起来不太安全，先别再开这辆车了。</b>
    要拖车或救援，24 小时打这个电话：{ $roadside }
    您的话已经转给服务顾问，马上有人处理。
booking-alarmed =
    { $held ->
        [yes] 服务顾问已经知道了，也给您留了最早的时间，确认一下就行。
       *[no] 服务顾问已经知道了，会尽快联系您。
    }
booking-held = 最早的时间给您留着了，确认一下就行。
booking-day =
    { $free ->
        [0] 这一周约满了。往后翻一周，或者点「最早能约」。
       *[other] 哪天方便？直接打字也行，比如「周六上午」。
    }
booking-day-why = 只列出能约上的日子。标着「满」的，点开可以看最近的空位或者排候补。
booking-which = 您说的是哪一个？
booking-which-days = 这几天都有空位，哪天方便？
booking-full =
    { $what ->
        [own] 您现在约的就是 { $wanted }。想改的话，最近的是这些时间：
        [time] { $wanted } 约满了，最近的是这些时间：
        [shut] { $wanted } 我们不开门（那天 { $hours }），最近的是这些时间：
        [soon] { $wanted } 太赶了，来不及准备，最近的是这些时间：
        [late] { $wanted } 来就太晚了，关门前做不完（那天 { $hours }），最近的是这些时间：
        [closed] { $wanted }我们休息，最近的是这些时间：
       *[day] { $wanted }约满了，最近的是这些时间：
    }
booking-full-why = 排上候补的话，一有空位我先给您留着，再来问您。
booking-time-option = { $at }
booking-squeeze = ⏱ 当天插空 { $at }
booking-join-waitlist = 🔔 排候补
booking-time =
    { $free ->
        [0] { $day }没有空位了，换一天看看？
       *[other] { $day }，几点到店？（{ $zone }）
    }
booking-time-why = 选好时间我就先给您留着，您慢慢核对。
booking-advisor = 想找哪位服务顾问？
booking-advisor-why = 有熟悉的顾问可以指定，没有就我来安排。
booking-advisor-option = 👤 { $name }
booking-any-advisor = 都可以
booking-pickup = 要上门取车的话，写下地点、时间和交车人。
booking-pickup-why = 取车要提前安排司机。
booking-no-pickup = 不用取车
booking-remark = 还有什么要跟顾问说的？
booking-remark-why = 比如在店里等还是先走，要不要代步车。
booking-no-remark = 没有了
booking-odometer = 现在大概跑了多少公里？写个数就行，比如 35000。
booking-odometer-why = 公里数决定这次该做哪些保养。
booking-odometer-not-understood = 没看懂公里数，写个数就行，比如 35000。
booking-no-odometer = 不清楚
booking-summary =
    您核对一下：

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $store }{ $desk ->
        [yes] ，顾问 { $advisor }
       *[no] {""}
    }
    💰 { $price }（预估）
    🏁 { $finish } 左右取车{ $more ->
        [yes] {"\u000A"}{ $extra }
       *[no] {""}
    }

    超出预估的，先问过您才做。{ $kept ->
        [yes] 位置给您留到 { $until }。
       *[no] {""}
    }
booking-summary-why = 点了确认才算约好。
booking-yes = ✅ 确认预约
booking-line-store = 📍 门店
booking-line-car = 🚗 车辆
booking-line-reason = 🔧 项目
booking-line-fault = 🗣 故障描述
booking-line-time = 🕒 时间
booking-line-advisor = 👤 顾问
booking-line-remark = 📝 备注
booking-line-odometer = 📏 公里数
booking-line-pickup = 🚙 上门取车
booking-extra-pickup = 🚙 上门取车：{ $value }
booking-extra-odometer = 📏 { $value } 公里
booking-extra-remark = 📝 { $value }
booking-extra-photos = 📷 照片 { $value } 张
booking-done = 约好了 🎉 { $at } 见。
booking-done-toast = 约好了
booking-requested = 收到，{ $at } 先给您留着。顾问看过情况就来跟您确认。
booking-requested-toast = 已提交

# 和上次一样
again_visit-title = 和上次一样
again_visit-enough = { booking-enough }
again_visit-none = 还没有上次的记录，这次重新约一个吧。
again_visit-time = { $car }，还是做{ $jobs }。哪个时间方便？（{ $zone }）
again_visit-other = 📅 其他时间
again_visit-summary = { booking-summary }

# 找位置
places-none = 近期都约满了。换个项目试试，或者点「人工」，我们一起想办法。
places-taken = { $at } 刚被别人约走了。最近还有：{ $near }。
places-given-back = { $at } 先不给您留了，想约随时说。
places-gone = 刚才那个时间没了，再选一个吧。
places-changed = 改了之后，原来的时间排不下了，再选一个吧。
waitlist-already = { $day }的候补您已经排上了，有位置我马上告诉您。
waitlist-joined = 排上{ $day }的候补了。一有空位我先给您留着，{ $minutes } 分钟内点一下就是您的。

home-title = 首页
home-menu =
    { $name ->
        [none] 您好
       *[other] { $name }，您好
    }！我是{ $company }的服务助手，约保养、看进度、找人，都可以跟我说。
home-booking = 🔧 预约到店
home-again = 🔁 和上次一样

booking-title = 预约到店
booking-store = 去哪家店方便？
booking-store-why = 不同的店空位不一样，先选店，我好给您查时间。
booking-store-option = { $store } · { $address }
booking-car = 哪辆车要来？
booking-car-why = 不同的车，项目和工时不一样。
booking-car-option = { $car }
booking-add-car = ➕ 另一辆车
booking-reason = 这次想做什么？可以多选。
booking-reason-why = 知道做什么，才能给您留够工位和时间，也好先报个大概价格。
booking-job = { $job }
booking-describe-fault = 🗣 有毛病，说说情况
booking-fault =
    { $has ->
        [yes] 记下了：「{ $text }」{ $photos ->
            [0] 。还有要补充的吗？也可以发照片。
           *[other] ，照片 { $photos } 张。还有要补充的吗？
        }
       *[no] 车子怎么了？比如：什么时候响、哪里响、多久了、多大车速。可以发照片。{ $photos ->
            [0] {""}
           *[other] （已收到照片 { $photos } 张）
        }
    }
booking-fault-why = 说得越具体，技师准备得越充分，您等得越短。
booking-danger =
    ⚠️ 听起来有安全风险，请先不要再开这辆车。
    需要拖车或救援，请打 24 小时电话：{ $roadside }
    我已经通知服务顾问，并给您留了最早的时间。
booking-day = 哪天方便？下面是有空位的日子。
booking-day-why = 只列出能约上的日子；直接打字说时间也行，比如「周六上午」。
booking-full = { $day }没有合适的空位了。要不要看看这些？
booking-full-why = 候补的话，一有空位我先给您留着，再来问您。
booking-time-option = { $at }
booking-squeeze = 当天插空做 { $at }
booking-join-waitlist = 🔔 排候补
booking-time = { $day }，几点到店？
booking-time-why = 选中后我会先给您留 10 分钟。
booking-advisor = 想找哪位服务顾问？
booking-advisor-why = 有熟悉的顾问，可以指定。
booking-advisor-option = { $name }
booking-pickup = 需要上门取车的话，写下地点和时间，以及谁来交车。
booking-pickup-why = 取送车要提前安排司机。
booking-no-pickup = 不用取车
booking-remark = 还有什么要跟顾问说的？
booking-remark-why = 比如要等还是先走、要不要代步车。
booking-no-remark = 没有备注
booking-odometer = 现在大概多少公里？写个数就行，比如 35000。
booking-odometer-why = 公里数决定这次该做哪些保养。
booking-odometer-not-understood = 没看懂公里数，写个数字就行，比如 35000。
booking-summary =
    请核对一下：

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $store }
    👤 顾问：{ $advisor }
    💰 预估 { $price }
    🏁 预计 { $finish } 可取车{ $extra }

    这个位置给您留 { $minutes } 分钟。费用是预估，超出的部分先问过您才做。
booking-summary-why = 确认之后才算约好。
booking-yes = ✅ 确认预约
booking-line-store = 门店
booking-line-car = 车辆
booking-line-reason = 项目
booking-line-fault = 故障描述
booking-line-day = 日期
booking-line-time = 时间
booking-line-advisor = 顾问
booking-line-remark = 备注
booking-line-odometer = 公里数
booking-line-pickup = 上门取车
booking-done = 约好了 🎉 { $at } 见。
booking-done-toast = 预约成功
booking-requested = 收到，已给您留了 { $at }。顾问看过故障描述后马上给您确认。
booking-requested-toast = 已提交
places-none = 近期都约满了，要不要排个候补，或者换个项目？
places-taken = { $at } 刚被约走了。最近还有：{ $near }
waitlist-already = { $day }您已经在候补了，有位置我马上告诉您。
waitlist-joined = 已排上{ $day }的候补。有空位我会先留给您，{ $minutes } 分钟内点一下就行。
booking-extra-pickup = 
    {""}
    🚙 上门取车：{ $value }
booking-extra-odometer =
    {""}
    📏 { $value } 公里
booking-extra-remark =
    {""}
    📝 { $value }
booking-extra-photos =
    {""}
    📷 照片 { $value } 张

# 保养和检查发现的提醒
reminder-first_service =
    🔧 { $car } 该做首保了：{ $by ->
        [past] <b>{ $day }</b> 就到日子了
        [km] 照您平时开的里程，大约 <b>{ $day }</b> 跑到 { $km } 公里
       *[date] <b>{ $day }</b> 前做最合适
    }。{ $step ->
        [0] 首保做了，后面的质保才稳妥。
       *[other] 还没约的话，现在挑个时间就好。
    }
reminder-periodic_service =
    🔧 { $car } 快该保养了：{ $by ->
        [past] <b>{ $day }</b> 就到日子了
        [km] 照您平时开的里程，大约 <b>{ $day }</b> 跑到 { $km } 公里
       *[date] <b>{ $day }</b> 到期
    }。{ $step ->
        [0] 挑个方便的时间，来了不用等。
       *[other] 还没约的话，现在挑个时间就好。
    }
reminder-service-book = 🔧 看看有空的时间
reminder-service-done = ✅ 已经做了
reminder-later = ⏳ 过几天再说
reminder-later-thanks = 好的，{ $days } 天后再提醒您。
reminder-sold = 🚗 换车了
reminder-odometer =
    🚗 { $car } 现在大概跑了多少公里？知道了才好算下次保养的日子。{ $ranges ->
        [yes] 点一个差不多的就行，直接打数字也可以。
       *[no] 直接打个数字就行。
    }
reminder-odometer-range = { $low }–{ $high }
reminder-odometer-type = ⌨️ 我来输入
reminder-declined_finding =
    🔎 { $day } 检查 { $car } 时发现、当时先没做的：
    { $what }

    早点处理更省心，要不要约个时间看看？
reminder-declined_finding-book = 🔧 看看有空的时间
reminder-declined_finding-done = ✅ 已经处理了

# 从提醒直接约
invited-title = 约个时间
invited-enough = { booking-enough }
invited-offers = { invited-time }
invited-time =
    { $car }，{ $jobs }。{ $free ->
        [yes] 这几个时间先给您留 { $minutes } 分钟，点一个就约好了（{ $zone }）：
       *[no] 最近几天都满了，换个时间看看吧。
    }

# 对提醒的回答
odometer-title = 里程
odometer-km = { $car } 现在跑了多少公里？看一眼仪表盘，打个数字就行。
odometer-too-low = 上次记的已经有 { $km } 公里了，麻烦再看一眼？
odometer-thanks = 记下了，按这个里程，下次保养大约在 { $day }。
serviced-title = 保养做过了
serviced-where = { $car } 的保养是在哪儿做的？
serviced-here = 🏠 在你们店
serviced-elsewhere = 🔧 在别处
car_gone-title = 换车了
car_gone-sure = { $car } 不再是您的车了吗？移除之后，它的事就不再通知您了。

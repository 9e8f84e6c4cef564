# 一次到店怎么说
visit-fault = 「{ $fault }」
visit-car = { $plate } { $model }
visit-car-plate = { $plate }
visit-car-vin = { $model }（车架号尾号 { $vin }）
visit-car-vin-only = 车架号尾号 { $vin }
visit-car-unnamed = 您的车
visit-bay = { $number } 号工位
visit-price = { $low }–{ $high }
visit-price-one = { $price }
visit-price-to = { $high } 以内
visit-price-free = 免费
visit-price-later = 看过车再报价

# 回执
receipt-booked =
    ✅ <b>约好了</b>（单号 { $number }）

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    💰 { $price }（预估）{ $desk ->
        [yes] {"\u000A"}👤 顾问 { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    来的时候带上行驶证和保养手册。点开附件就能存进日历。
receipt-requested =
    📝 <b>收到了</b>（单号 { $number }）

    🕒 先给您留着 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    顾问看过情况就来跟您确认。
receipt-confirmed =
    ✅ <b>顾问已确认</b>（单号 { $number }）

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }{ $desk ->
        [yes] {"\u000A"}👤 顾问 { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    来的时候带上行驶证和保养手册。点开附件就能存进日历。
receipt-moved =
    🔁 <b>时间改好了</b>（单号 { $number }）

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }{ $desk ->
        [yes] {"\u000A"}👤 顾问 { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    点开附件，日历里的时间会一起更新。
receipt-cancelled =
    ✕ <b>已取消</b>（单号 { $number }）

    { $start }
    🚗 { $car }

    需要的时候随时再约。
receipt-move = 🔁 改时间
receipt-cancel = ✕ 取消预约
receipt-remark = 📝 加备注
receipt-book-again = 🔧 重新约一个
calendar-title = 到店：{ $jobs }
calendar-text = { $car }，{ $store }，电话 { $phone }

# 我的预约
visits-title = 我的预约
visits-appointment =
    { $count ->
        [0] { $waiting ->
            [0] 您现在没有预约。
           *[other] 还没有约好的，正在给您候补：
        }
       *[other] 这是您的预约，点开可以改时间、取消或加备注：
    }
visits-option = 📅 { $at } · { $car }
visits-waiting = 🔔 候补 { $day }
visits-leave-sure = { $day }的位置，不再等了吗？
visits-leave = 不等了
visits-stay = 继续等
visits-left-waitlist = 好的，不等了。
visits-card =
    <b>{ $state ->
        [requested] 📝 等顾问确认
        [confirmed] ✅ 约好了
        [cancelled] ✕ 已取消
        [no_show] 没来成
       *[other] 已到店
    }</b>（单号 { $number }）

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    💰 { $price }（预估）{ $desk ->
        [yes] {"\u000A"}👤 顾问 { $advisor }
       *[no] {""}
    }{ $fetched ->
        [yes] {"\u000A"}🚙 上门取车：{ $pickup }
       *[no] {""}
    }{ $noted ->
        [yes] {"\u000A"}📝 { $remark }
       *[no] {""}
    }

    📍 { $store }，{ $address }
    ☎️ { $phone }
visits-move = 🔁 改时间
visits-cancel = ✕ 取消预约
visits-remark = 📝 加备注

# 改时间
move-title = 改时间
move-gone = { visit-over }
move-which = { booking-which }
move-full = { booking-full }
move-day =
    { $free ->
        [0] 这一周约满了。往后翻一周，或者点「最早能约」。
       *[other] 原来约的是 { $start }，想改到哪天？
    }
move-time = { booking-time }
move-summary =
    改成这个时间，对吗？

    🕒 <b>{ $start }</b>
    （原来是 { $former }）
    🚗 { $car }
    🔧 { $jobs }
move-yes = ✅ 确认改时间
move-done = 改好了，{ $at } 见。
move-done-toast = 改好了
move-too-late = 这个预约刚才有变化，没改成。到「我的预约」看看最新的情况吧。
visit-over =
    { $state ->
        [cancelled] { $start } 的预约已经取消了，需要的话再约一个。
       *[other] { $start } 的预约已经过去了，需要的话再约一个。
    }

# 取消
cancel_booking-title = 取消预约
cancel_booking-gone = { visit-over }
cancel_booking-reason =
    要取消这个预约吗？

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }

    选个原因就取消；只是时间不合适的话，改个时间就好。
cancel_booking-time = 时间不合适
cancel_booking-sold = 车卖了
cancel_booking-elsewhere = 去别处做了
cancel_booking-other = 其他原因
cancel_booking-move = 🔁 改个时间
cancel_booking-keep = 还是会来
cancel_booking-kept = 好的，预约给您留着，到时见。
cancel_booking-done = 这个预约已经取消了，需要时随时再约。
cancel_booking-done-toast = 已取消
cancel_booking-too-late = 这个预约刚才有变化，没取消成。到「我的预约」看看最新的情况吧。

# 加备注
remark-title = 加备注
remark-gone = { visit-over }
remark-words = { $start }到店，想跟顾问说什么？直接写给我。
remark-done = 记下了，顾问会看到。

# 候补来了位置
waitlist-offer =
    🔔 <b>有位置了！</b>

    🕒 <b>{ $start }</b>
    🔧 { $jobs }

    给您留到 { $until }，要吗？
waitlist-take = ✅ 要，帮我约
waitlist-pass = 不用了
waitlist-taken = 约好了
waitlist-passed = 好的，让给下一位了。
waitlist-too-late = 这个位置没留住，已经给下一位了。
waitlist-lapsed = { $day }的位置过了保留时间，先让给下一位了。还想来的话，再约一个就行。
waitlist-day-over = 抱歉，{ $day }一直没等到空位。换一天试试？

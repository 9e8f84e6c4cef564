visit-fault = 故障：{ $fault }
visit-car = { $plate } { $model }
visit-car-plate = { $plate }
visit-car-vin = { $model }（车架号尾号 { $vin }）
visit-price = { $low }–{ $high }
visit-price-one = { $low }
receipt-booked =
    ✅ <b>预约成功</b>（单号 { $number }）

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    👤 { $advisor }
    💰 预估 { $price }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    请带上行驶证和保养手册。点开附件可存到日历。
receipt-requested =
    📝 <b>已收到</b>（单号 { $number }）

    🕒 先给您留了 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    顾问看过后会尽快给您确认。
receipt-confirmed =
    ✅ <b>顾问已确认</b>（单号 { $number }）

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $store }，{ $address }
receipt-moved =
    🔁 <b>已改好时间</b>（单号 { $number }）

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $store }，{ $address }
receipt-cancelled = 已取消 { $start } 的预约（单号 { $number }）。需要时随时再约。
receipt-move = 🔁 改时间
receipt-cancel = ✕ 取消预约
receipt-remark = 📝 加备注
receipt-book-again = 🔧 重新预约
calendar-title = 到店：{ $jobs }
calendar-text = { $car }，{ $store }，电话 { $phone }

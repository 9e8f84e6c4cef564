# 我们主动发的提醒
reminder-visit_tomorrow =
    🔔 明天见：<b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $address }

    记得带上行驶证和保养手册。能来的话点一下，有变动也直接说。
reminder-visit_soon =
    ⏰ 稍后见：<b>{ $start }</b>
    📍 { $address }
    ☎️ { $phone }
reminder-visit_late =
    您约的是 { $start }，路上还顺利吗？位置先给您留着。
reminder-coming = 👌 能来
reminder-coming-thanks = 好的，明天见！
reminder-on-my-way = 🚗 在路上
reminder-on-my-way-thanks = 好的，位置给您留着，路上慢点开。
reminder-here = 📍 已经到了
reminder-here-thanks = 收到，这就让顾问来接您。
reminder-place-gone = 这个预约已经变了，看一下「我的预约」吧。

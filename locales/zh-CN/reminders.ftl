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
reminder-coming-thanks = 好的，到时见！
reminder-on-my-way = 🚗 在路上
reminder-on-my-way-thanks = 好的，位置给您留着，路上慢点开。
reminder-here = 📍 已经到了
reminder-here-thanks = 收到，这就让顾问来接您。
reminder-place-gone = 这个预约已经变了，看一下「我的预约」吧。
reminder-insurance =
    🛡 { $car } 的保险 <b>{ $day }</b> 到期{ $step ->
        [0] ，提前看看续保方案更划算。
        [1] ，还有一个月，要帮您看看续保方案吗？
       *[other] ，只剩一周了，断保上路有风险。
    }
reminder-insurance-ask = 💬 问问续保
reminder-insurance-done = ✅ 保险已续
reminder-inspection =
    📋 { $car } 的年检 <b>{ $day }</b> 前要办{ $step ->
        [0] 。我们可以代您检好。
       *[other] ，时间不多了。我们可以代您检好。
    }
reminder-inspection-book = 🔧 预约代办
reminder-inspection-done = ✅ 年检已办
reminder-licence =
    🪪 您的驾驶证 <b>{ $day }</b> 到期，记得提前换证，换好告诉我一声就行。
reminder-licence-done = ✅ 证已换好
reminder-warranty =
    🔎 { $car } 的质保 <b>{ $day }</b> 到期。趁还在保，来全面检查一下更放心。
reminder-warranty-book = 🔧 预约检查
reminder-birthday = 🎂 { $name }，生日快乐！祝您出入平安，天天顺心。
reminder-wedding_day = 💐 { $name }，结婚纪念日快乐！祝二位幸福长久。
reminder-festival =
    { $festival ->
        [new_year] 🎆 { $name }，新年快乐！{ $store }祝您新的一年一路平安。
        [spring_festival] 🧧 { $name }，过年好！{ $store }给您拜年，祝您阖家平安、万事顺意。
        [dragon_boat] 🐲 { $name }，端午安康！{ $store }祝您和家人出行平安。
        [mid_autumn] 🌕 { $name }，中秋快乐！{ $store }祝您阖家团圆。
       *[christmas] 🎄 { $name }，圣诞快乐！{ $store }祝您节日平安。
    }
reminder-stop = 🔕 这类不用提醒
reminder-stopped = 好的，这类消息不再提醒。想恢复的话，在「设置」里打开。
reminder-done-thanks = 好的，记下了。

# 设置里的开关
reminders-title = 提醒
settings-reminders = 🔔 提醒
reminders-switches = 想收到哪些提醒？和预约有关的消息照常发。
reminders-kept = 好的，都按您说的来。
reminder-kind-insurance = 保险到期
reminder-kind-inspection = 年检
reminder-kind-licence = 驾驶证到期
reminder-kind-service = 保养
reminder-kind-checkin = 用车回访
reminder-kind-greeting = 生日和节日
reminder-kind-advice = 用车建议

# 投诉台：员工这边
case-offer-button = 🎁 给方案
case-hold-button = ⏸ 暂缓
case-note-button = 📝 备注
case-resolve-button = ✅ 处理完成
case-button = ⚙️ 更多
complaint-card = { $lines }
complaint-head =
    { $level ->
        [critical] 🔴 <b>紧急投诉 { $number }</b>
        [serious] 🟠 <b>严重投诉 { $number }</b>
       *[ordinary] 🟡 <b>投诉 { $number }</b>
    }{ $reason ->
        [danger] （行车安全）
        [threat] （要找媒体、主管部门或法院）
        [claim] （索赔金额大）
        [third] （同类第三次）
        [refused] （方案没谈拢）
        [staff] （同事上报）
        [again] （再次投诉）
        [angry] （情绪激动）
        [valued] （重点客户）
       *[usual] {""}
    }
complaint-state =
    { $state ->
        [new] ⏳ 等人接手
        [taken] 👤 { $taken_by } 处理中
        [waiting] 💬 { $taken_by }，等车主回复
        [hold] ⏸ { $taken_by }，暂缓
        [offered] 🎁 { $taken_by }，方案已发，等车主选
        [agreed] 🤝 { $taken_by }，按方案办理
        [done] ✅ { $taken_by }，已办好，等车主确认
       *[closed] ✔️ 已结束
    }
complaint-owner = 👤 { $owner } { $phone } · 🚗 { $car }
complaint-what =
    { $category ->
        [sales] 销售
        [parts] 配件
        [service] 维修服务
        [warranty] 保修
        [quality] 产品质量
       *[other] 其他
    } · { $source ->
        [staff] 同事代录
        [score] 低分评价
        [checkin] 回访
        [button] 车主点投诉
       *[words] 车主来信
    }
complaint-words-line = 「{ $value }」
complaint-since-line = 开始时间：{ $value }
complaint-wish-line = 期望：{ $value }
complaint-due =
    { $clock ->
        [taken] 接手
        [answered] 首次答复
       *[solved] 给方案
    }：{ $paused ->
        [yes] 暂停，等车主
       *[no] { $at } 前
    }
complaint-told = 📢 已通知：{ $names }
complaint-skipped =
    🚫 { $name } 没通知到：{ $reason ->
        [away] 休假
        [blocked] 停用了机器人
       *[not_started] 还没启用机器人
    }
complaint-cause-line = 原因：{ $value }
complaint-remedy-line = 处理：{ $value }
complaint-prevention-line = 预防：{ $value }
complaint-how =
    { $how ->
        [yes] 车主已确认
        [phone] 车主电话确认
        [merged] 已并入同一位车主的另一件投诉
        [erased] 车主数据已删除
       *[silence] 两次询问未回复，记为默认
    }
complaint-new =
    📣 <b>新投诉 { $number }</b>，您值班，请接手。
    👤 { $owner } { $phone }
    「{ $words }」
complaint-call =
    { $level ->
        [critical] 🔴 <b>紧急投诉 { $number }</b>
        [serious] 🟠 <b>严重投诉 { $number }</b>
       *[ordinary] 🟡 <b>投诉 { $number }</b>
    } { $clock ->
        [taken] { $late ->
            [yes] 还没人接手
           *[no] 请在 { $by } 前接手
        }
        [answered] { $late ->
            [yes] 车主还没收到答复
           *[no] 请在 { $by } 前答复车主
        }
       *[solved] { $late ->
            [yes] 还没有方案
           *[no] 请在 { $by } 前给出方案
        }
    }
    👤 { $owner } { $phone }
    「{ $words }」
case-title = 投诉
case-page = { $card }
case-do-take = 🙋 我来接
case-do-offer = 🎁 给方案
case-do-resolve = ✅ 处理完成
case-do-wait = 💬 等车主回复
case-do-hold = ⏸ 暂缓
case-do-hand = 🤝 转交
case-do-rework = 🔧 安排返工
case-do-phone = ☎️ 电话已确认
case-do-raise = 🔴 升为紧急
case-do-note = 📝 备注
case-do-past = 📚 车主与记录
case-not-now = 现在不能做这一步，请看最新的卡片。
case-waits = 好的，先等车主回复，计时暂停。
case-held = 已暂缓到 { $day }，也告诉车主了。
case-handed = 已转交给 { $name }，也告诉车主了。
case-raised = 已升为紧急，经理马上收到。
case-noted = 备注已记下，只有同事看得到。
case-resolved = 好的，已经请车主确认。
case-closed-now = 已按电话确认结束。
case-ask-them = 这位车主能收到消息，请等他自己确认。
case-call-them = 这位车主收不到消息，请打电话：{ $phone }
case-blocked = 🚫 投诉 { $number }：车主停用了我们的助手，请打电话跟进：{ $phone }
case-orphaned = ⚠️ { $name } 离开了，编号 { $number } 现在没人跟，请接手。
case-woken = ⏰ 投诉 { $number } 约定的日子到了，请继续处理。
case-reopened = 🔁 投诉 { $number } 车主说还没解决，请接着处理。
case-agreed = 🤝 投诉 { $number }：车主选了「{ $solution }」。
case-declined = 🙅 投诉 { $number }：几个方案车主都觉得不合适。
case-offer-title = 给方案
case-offer-solutions =
    选两到三个方案发给车主。🔑 的要经理先同意。{ $count ->
        [0] {""}
       *[other] {" "}已选 { $count } 个：{ $chosen }
    }
case-offer-option =
    { $free ->
        [yes] { $solution } · { $cost }
       *[no] 🔑 { $solution } · { $cost }
    }
case-offer-count = 请选两到三个。
case-offer-sent = 方案已发给车主，选好了马上告诉您。
case-offer-asked = 超出您的额度，已请经理确认，同意后自动发给车主。
case-offer-over = 这一轮已经处理过了。
case-offer-refused = 🙅 投诉 { $number }：{ $name } 没同意这几个方案，请换一换。
case-offer-refused-toast = 已告诉同事。
case-ask =
    🔑 <b>请确认补偿</b>，投诉 { $number }
    { $name } 想给车主这些方案：
    { $solutions }
case-ask-line = { $solution } · { $cost }
case-confirm = ✅ 同意
case-refuse = ✖️ 不同意
case-hold-title = 暂缓
case-hold-until = 投诉 { $number } 到哪天继续？点一个，或直接写日期。{ $group ->
        [yes] 请<b>回复</b>这条消息来写。
       *[no] {""}
    }
case-hold-option = { $day }
case-hand-title = 转交
case-hand-to = 投诉 { $number } 转给谁？
case-hand-option = { $name } · { $role }
case-note-title = 备注
case-note-words =
    投诉 { $number } 记点什么？只有同事看得到。{ $group ->
        [yes] 请<b>回复</b>这条消息来写。
       *[no] {""}
    }
case-resolve-title = 处理完成
case-resolve-cause =
    投诉 { $number }：原因是什么？{ $group ->
        [yes] 请<b>回复</b>这条消息来写。
       *[no] {""}
    }
case-resolve-remedy = 投诉 { $number }：做了什么？这句会发给车主看。
case-resolve-prevention = 投诉 { $number }：以后怎么避免？
case-resolve-compensation = 投诉 { $number }：补偿了多少钱？
case-resolve-cost = 投诉 { $number }：一共花了多少成本？
case-resolve-nothing = 没有
case-resolve-no-number = 请写一个数字，比如 200。
case-resolve-too-much = 您的额度是 { $limit }，更多要请经理来做这一步。
case-past-title = 车主与记录
case-past-page =
    👤 <b>{ $owner }</b> { $phone }{ $vip ->
        [yes] {" "}⭐️
       *[no] {""}
    }
    🚗 { $cars }

    <b>到店</b>
    { $visits }

    <b>以前的会话和投诉</b>
    { $cases }

    <b>这件投诉</b>
    { $trail }
case-past-visit = { $at } { $jobs }
case-past-case =
    { $at } { $kind ->
        [complaint] 投诉
       *[other] 会话
    } { $number }
case-past-none = 没有
case-past-owner = 车主
case-past-house = 系统
case-past-console = 系统
case-past-event =
    { $at } { $who }：{ $deed ->
        [opened] 提出投诉
        [taken] 接手
        [climbed] 提醒升级
        [raised] 升级
        [escalated] 上报
        [offered] 发方案
        [asked] 请经理确认方案
        [confirmed] 同意方案
        [refused] 不同意方案
        [agreed] 选定方案
        [declined] 方案都不合适
        [waiting] 等车主
        [held] 暂缓
        [woken] 到期继续
        [handed] 转交
        [orphaned] 无人跟进
        [done] 处理完成
        [ask] 请车主确认
        [closed] 结束
        [reopened] 重新打开
        [rated] 评价
        [merged] 并入另一件
        [rework] 安排返工
       *[noted] 备注
    }{ $noted ->
        [yes] 「{ $text }」
       *[no] {""}
    }
case-rework-booked = 返工已约到 { $at }，车主收到通知了。
case-rework-known = 返工已经约好了：{ $at }。
case-rework-full = 近期没有空位，请和车主商量时间。
cases-title = 投诉与会话
cases-list =
    { $which ->
        [mine] 📥 <b>我的</b>
        [open] 📂 <b>全部未结</b>
        [overdue] ⏰ <b>超时的</b>
       *[found] 🔎 <b>找到的</b>
    }{ $count ->
        [0] ：没有
       *[other] ：{ $count } 件
    }
    发编号、车牌、手机号或姓名可以直接找。
cases-option =
    { $level ->
        [critical] 🔴
        [serious] 🟠
        [ordinary] 🟡
       *[talk] 💬
    } { $number } · { $owner }
cases-mine = 📥 我的
cases-open = 📂 全部
cases-overdue = ⏰ 超时
cases-nothing = 没找到，换编号、车牌或手机号试试。
staff-home-cases = 📣 投诉
owner-to-complaint = 📣 代录投诉
complaint-entry-title = 代录投诉
complaint-entry-words = 车主说了什么？尽量用原话。
complaint-entry-done = 投诉 { $number } 已录入。
duty-title = 值班
duty-week =
    📅 <b>值班表</b>
    { $lines }{ $gone ->
        [0] {""}
       *[other]
            {""}

            🏖 { $away }
    }
duty-line = { $day }：营业 { $desk }，下班后 { $call }
duty-away = { $name } 休到 { $until }，代班 { $instead }
duty-day-button = { $day }
duty-to-away = 🏖 休假
duty-day-title = 排班
duty-day-part = 排哪一段？
duty-part-desk = 营业时间
duty-part-call = 下班以后
duty-day-who = 谁来值班？
duty-nobody = 不指定
duty-set = 排好了。
absence-title = 休假
absence-who = 谁休假？
absence-days = 休几天？
absence-instead = 谁来代班？
absence-back = 已经回来
absence-set = 记下了，休到 { $until }。
absence-ended = 好的，已经回来上班。
absence-length = { $count } 天

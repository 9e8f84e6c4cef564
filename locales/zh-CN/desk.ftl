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

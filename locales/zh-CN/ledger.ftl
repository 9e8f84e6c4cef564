# 消息记录
ledger-title = 消息记录
ledger-lines =
    📒 <b>{ $name } 的消息</b>

    { $count ->
        [0] 还没有排过消息。
       *[other] { $lines }
    }
ledger-line =
    { $state ->
        [waiting] ⏳
        [sent] ✅
        [merged] ➕
       *[dropped] ✖️
    } { $at } · { $kind }：{ $reason ->
        [due] { $state ->
            [waiting] 到时间就发
           *[other] 已发送
        }
        [merged] 并在同一条里发了
        [untrue] 没发，{ $detail ->
            [done] 已经办好了
            [booked] 已经约好了
            [sold] 车不在名下了
            [renewed] 日期更新了
            [later] 车主说过几天再说
            [not_yet] 还没到时候
            [moved] 预约改了时间
            [cancelled] 预约取消了
            [arrived] 人已经到店
            [no_show] 没有到店
            [answered] 已经回答了
            [asked] 刚问过
            [unhappy] 上次反映有问题
            [case_open] 正在和同事沟通
           *[other] 情况变了
        }
        [expired] 没发，过了时间
        [unreachable] 没发，没有聊天或已拉黑
        [stopped] 没发，车主不想收消息
        [no_consent] 没发，没有同意
        [switched_off] 没发，车主关了这一类
        [early] 还没到时间
        [quiet_hours] 等免打扰时间过去
        [open_complaint] 等投诉处理完
        [too_soon] 离上一条太近，往后排
        [week_full] 这周发够了，往后排
       *[other] { $detail }
    }
owner-to-ledger = 📒 消息记录

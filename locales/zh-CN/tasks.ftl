# 待办电话
tasks-title = 待办电话
tasks-list =
    📞 <b>待办电话</b>{ $count ->
        [0] {""}
       *[other] ：{ $count } 个
    }

    { $count ->
        [0] 都打完了，没有要打的电话。
       *[other] { $lines }
    }
tasks-line =
    <b>{ $number }.</b> { $owner } · { $phone }{ $vip ->
        [yes] {" "}⭐️
       *[no] {""}
    }
    　　{ $car } · { $kind }（{ $why ->
        [unreachable] 没有聊天，发不了消息
        [said] 车主说有事
        [left_out] 该告诉的没告诉
       *[no_answer] 提醒了没回
    }{ $calls ->
        [0] {""}
       *[other] ，已打 { $calls } 次没通
    }）
tasks-to-done = ✅ { $number } 办好了
tasks-to-called = 📵 { $number } 没打通
tasks-done = 记下了，办好了。
tasks-called = 记下了，明天再提醒您打。
tasks-over = 这个电话已经有同事处理了。
staff-home-tasks = 📞 待办电话
command-staff-tasks = 待办电话

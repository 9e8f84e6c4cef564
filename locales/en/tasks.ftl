# Calls to make
tasks-title = Calls to make
tasks-list =
    📞 <b>Calls to make</b>{ $count ->
        [0] {""}
       *[other] : { $count }
    }

    { $count ->
        [0] All done, nobody to call.
       *[other] { $lines }
    }
tasks-line =
    <b>{ $number }.</b> { $owner } · { $phone }{ $vip ->
        [yes] {" "}⭐️
       *[no] {""}
    }
    　　{ $car } · { $kind } ({ $why ->
        [unreachable] no chat with us
        [said] asked for it
        [left_out] something was left out
       *[no_answer] reminded, no answer
    }{ $calls ->
        [0] {""}
        [one] , not reached once
       *[other] , not reached { $calls } times
    })
tasks-to-done = ✅ { $number } done
tasks-to-called = 📵 { $number } not reached
tasks-done = Noted as done.
tasks-called = Noted. It comes back tomorrow.
tasks-over = A colleague has taken care of this call.
staff-home-tasks = 📞 Calls to make
command-staff-tasks = Calls to make

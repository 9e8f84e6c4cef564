# Кому позвонить
tasks-title = Звонки
tasks-list =
    📞 <b>Кому позвонить</b>{ $count ->
        [0] {""}
       *[other] : { $count }
    }

    { $count ->
        [0] Всем позвонили, пока никого нет.
       *[other] { $lines }
    }
tasks-line =
    <b>{ $number }.</b> { $owner } · { $phone }{ $vip ->
        [yes] {" "}⭐️
       *[no] {""}
    }
    　　{ $car } · { $kind } ({ $why ->
        [unreachable] чата с нами нет
        [said] просит позвонить
        [left_out] что-то не сказали
       *[no_answer] напомнили, ответа нет
    }{ $calls ->
        [0] {""}
        [one] , { $calls } раз не дозвонились
        [few] , { $calls } раза не дозвонились
       *[many] , { $calls } раз не дозвонились
    })
tasks-to-done = ✅ { $number }: готово
tasks-to-called = 📵 { $number }: нет ответа
tasks-done = Записали: готово.
tasks-called = Записали. Завтра напомним ещё раз.
tasks-over = Этим звонком уже занялись.
staff-home-tasks = 📞 Звонки
command-staff-tasks = Кому позвонить

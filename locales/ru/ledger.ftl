# Сообщения владельцу
ledger-title = Сообщения
ledger-lines =
    📒 <b>Сообщения: { $name }</b>

    { $count ->
        [0] Пока ничего не планировалось.
       *[other] { $lines }
    }
ledger-line =
    { $state ->
        [waiting] ⏳
        [sent] ✅
        [merged] ➕
       *[dropped] ✖️
    } { $at } · { $kind }: { $reason ->
        [due] { $state ->
            [waiting] уйдёт в своё время
           *[other] отправлено
        }
        [merged] отправлено вместе с другим
        [untrue] не отправлено, { $detail ->
            [done] уже сделано
            [booked] уже записаны
            [sold] машина уже не их
            [renewed] срок изменился
            [later] просили позже
            [not_yet] ещё не пора
            [moved] запись перенесли
            [cancelled] запись отменили
            [arrived] уже приехали
            [no_show] не приехали
            [answered] уже ответили
            [asked] только что спрашивали
            [unhappy] в прошлый раз были недовольны
            [case_open] с ними говорит сотрудник
           *[other] всё изменилось
        }
        [expired] не отправлено, уже поздно
        [unreachable] не отправлено, нет чата или заблокировали
        [stopped] не отправлено, просили не писать
        [no_consent] не отправлено, нет согласия
        [switched_off] не отправлено, эта тема выключена
        [early] ещё не время
        [quiet_hours] ждёт утра
        [open_complaint] ждёт решения жалобы
        [too_soon] слишком скоро после прошлого
        [week_full] на этой неделе хватит, уйдёт позже
       *[other] { $detail }
    }
owner-to-ledger = 📒 Сообщения

# Работа с жалобами: сторона сотрудников
case-offer-button = 🎁 Предложить
case-hold-button = ⏸ Отложить
case-note-button = 📝 Заметка
case-resolve-button = ✅ Решено
case-button = ⚙️ Ещё
complaint-card = { $lines }
complaint-head =
    { $level ->
        [critical] 🔴 <b>Срочная жалоба { $number }</b>
        [serious] 🟠 <b>Серьёзная жалоба { $number }</b>
       *[ordinary] 🟡 <b>Жалоба { $number }</b>
    }{ $reason ->
        [danger] {" "}(безопасность)
        [threat] {" "}(СМИ, надзор или суд)
        [claim] {" "}(крупная сумма)
        [third] {" "}(третий раз)
        [staff] {" "}(поднял коллега)
        [again] {" "}(уже не первый раз)
        [angry] {" "}(очень расстроен)
        [valued] {" "}(ключевой клиент)
       *[usual] {""}
    }
complaint-state =
    { $state ->
        [new] ⏳ ещё никто не взял
        [taken] 👤 занимается { $taken_by }
        [waiting] 💬 { $taken_by }, ждём владельца
        [hold] ⏸ { $taken_by }, отложено
        [offered] 🎁 { $taken_by }, варианты отправлены
        [agreed] 🤝 { $taken_by }, выполняем договорённость
        [done] ✅ { $taken_by }, сделано, ждём «да» владельца
       *[closed] ✔️ закрыта
    }
complaint-owner = 👤 { $owner } { $phone } · 🚗 { $car }
complaint-what =
    { $category ->
        [sales] продажи
        [parts] запчасти
        [service] сервис
        [warranty] гарантия
        [quality] качество
       *[other] другое
    } · { $source ->
        [staff] записал коллега
        [score] низкая оценка
        [checkin] звонок после выдачи
        [button] владелец нажал «жалоба»
       *[words] владелец написал
    }
complaint-words-line = «{ $value }»
complaint-since-line = С какого времени: { $value }
complaint-wish-line = Хочет: { $value }
complaint-due =
    { $clock ->
        [taken] Взять
        [answered] Первый ответ
       *[solved] Решение
    }: { $paused ->
        [yes] на паузе, ждём владельца
       *[no] до { $at }
    }
complaint-told = 📢 Сообщили: { $names }
complaint-skipped =
    🚫 { $name } не получит: { $reason ->
        [away] отсутствует
        [blocked] остановил бота
       *[not_started] не запустил бота
    }
complaint-cause-line = Причина: { $value }
complaint-remedy-line = Сделано: { $value }
complaint-prevention-line = Чтобы не повторилось: { $value }
complaint-how =
    { $how ->
        [yes] Владелец подтвердил
        [phone] Владелец подтвердил по телефону
       *[silence] На два вопроса не ответил, записано как согласие
    }
complaint-new =
    📣 <b>Новая жалоба { $number }</b>. Вы дежурите, возьмите, пожалуйста.
    👤 { $owner } { $phone }
    «{ $words }»
complaint-call =
    { $level ->
        [critical] 🔴 <b>Срочная жалоба { $number }</b>
        [serious] 🟠 <b>Серьёзная жалоба { $number }</b>
       *[ordinary] 🟡 <b>Жалоба { $number }</b>
    }: { $clock ->
        [taken] { $late ->
            [yes] её ещё никто не взял
           *[no] возьмите до { $by }
        }
        [answered] { $late ->
            [yes] владелец всё ещё без ответа
           *[no] ответьте владельцу до { $by }
        }
       *[solved] { $late ->
            [yes] решения ещё нет
           *[no] предложите решение до { $by }
        }
    }
    👤 { $owner } { $phone }
    «{ $words }»

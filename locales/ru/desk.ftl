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
        [refused] {" "}(не договорились)
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
        [merged] Объединена с другой жалобой этого владельца
        [erased] Данные владельца удалены
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
case-title = Жалоба
case-page = { $card }
case-do-take = 🙋 Беру
case-do-offer = 🎁 Предложить
case-do-resolve = ✅ Решено
case-do-wait = 💬 Ждём владельца
case-do-hold = ⏸ Отложить
case-do-hand = 🤝 Передать
case-do-rework = 🔧 Переделать
case-do-phone = ☎️ «Да» по звонку
case-do-raise = 🔴 Сделать срочной
case-do-note = 📝 Заметка
case-do-past = 📚 История
case-not-now = Сейчас так нельзя, посмотрите последнюю карточку.
case-waits = Хорошо, ждём владельца; часы на паузе.
case-held = Отложено до { $day }, владелец знает.
case-handed = Передано: { $name }. Владелец знает.
case-raised = Теперь это срочно, руководитель сразу узнает.
case-noted = Записано, видят только коллеги.
case-resolved = Хорошо. Спросили владельца, решён ли вопрос.
case-closed-now = Закрыто, подтверждено по телефону.
case-ask-them = Этому владельцу можно написать, дождитесь его ответа.
case-call-them = Написать этому владельцу нельзя, позвоните: { $phone }
case-blocked = 🚫 Жалоба { $number }: владелец остановил нашего бота, позвоните: { $phone }
case-orphaned = ⚠️ { $name } больше не работает. Номер { $number } остался без хозяина, возьмите, пожалуйста.
case-woken = ⏰ Жалоба { $number }: наступил назначенный день, продолжайте.
case-reopened = 🔁 Жалоба { $number }: владелец говорит, что не решено. Продолжайте.
case-agreed = 🤝 Жалоба { $number }: владелец выбрал «{ $solution }».
case-declined = 🙅 Жалоба { $number }: владельцу не подошёл ни один вариант.
case-offer-title = Варианты
case-offer-solutions =
    Выберите два или три варианта. 🔑 сначала согласует руководитель.{ $count ->
        [0] {""}
       *[other] {" "}Выбрано { $count }: { $chosen }
    }
case-offer-option =
    { $free ->
        [yes] { $solution } · { $cost }
       *[no] 🔑 { $solution } · { $cost }
    }
case-offer-count = Выберите два или три.
case-offer-sent = Отправлено владельцу. Как только выберет, сообщим.
case-offer-asked = Это выше вашего лимита. Спросили руководителя; после «да» уйдёт владельцу само.
case-offer-over = Эта подборка уже не действует.
case-offer-refused = 🙅 Жалоба { $number }: { $name } не согласен с этими вариантами, подберите другие.
case-offer-refused-toast = Коллега узнает.
case-ask =
    🔑 <b>Согласуйте компенсацию</b>, жалоба { $number }
    { $name } хочет предложить:
    { $solutions }
case-ask-line = { $solution } · { $cost }
case-confirm = ✅ Согласен
case-refuse = ✖️ Нет
case-hold-title = Отложить
case-hold-until = До какого дня отложить жалобу { $number }? Нажмите или напишите дату.{ $group ->
        [yes] {" "}<b>Ответьте</b> на это сообщение.
       *[no] {""}
    }
case-hold-option = { $day }
case-hand-title = Передача
case-hand-to = Кому передать жалобу { $number }?
case-hand-option = { $name } · { $role }
case-note-title = Заметка
case-note-words =
    Что записать к жалобе { $number }? Видят только коллеги.{ $group ->
        [yes] {" "}<b>Ответьте</b> на это сообщение.
       *[no] {""}
    }
case-resolve-title = Решение
case-resolve-cause =
    Жалоба { $number }: в чём причина?{ $group ->
        [yes] {" "}<b>Ответьте</b> на это сообщение.
       *[no] {""}
    }
case-resolve-remedy = Жалоба { $number }: что сделали? Это прочтёт владелец.
case-resolve-prevention = Жалоба { $number }: что сделать, чтобы не повторилось?
case-resolve-compensation = Жалоба { $number }: сколько компенсировали?
case-resolve-cost = Жалоба { $number }: во сколько обошлось всего?
case-resolve-nothing = Ничего
case-resolve-no-number = Напишите число, например 200.
case-resolve-too-much = Ваш лимит { $limit }. Больше может оформить руководитель.
case-past-title = История
case-past-page =
    👤 <b>{ $owner }</b> { $phone }{ $vip ->
        [yes] {" "}⭐️
       *[no] {""}
    }
    🚗 { $cars }

    <b>Визиты</b>
    { $visits }

    <b>Прежние чаты и жалобы</b>
    { $cases }

    <b>Эта жалоба</b>
    { $trail }
case-past-visit = { $at } { $jobs }
case-past-case =
    { $at } { $kind ->
        [complaint] жалоба
       *[other] чат
    } { $number }
case-past-none = нет
case-past-owner = владелец
case-past-house = бот
case-past-console = бот
case-past-event =
    { $at } { $who }: { $deed ->
        [opened] жалоба
        [taken] в работе
        [climbed] вызваны люди
        [raised] стала серьёзнее
        [escalated] передано выше
        [offered] варианты отправлены
        [asked] спросили руководителя
        [confirmed] варианты согласованы
        [refused] варианты не согласованы
        [agreed] выбран вариант
        [declined] ни один не подошёл
        [waiting] ждём владельца
        [held] отложено
        [woken] снова в работе
        [handed] передано коллеге
        [orphaned] осталась без хозяина
        [done] решено
        [ask] вопрос владельцу
        [closed] закрыта
        [reopened] снова открыта
        [rated] оценка
        [merged] объединено
        [rework] запись на переделку
       *[noted] заметка
    }{ $noted ->
        [yes] {" "}«{ $text }»
       *[no] {""}
    }
case-rework-booked = Записали на { $at }, владелец получил сообщение.
case-rework-known = Переделка уже назначена: { $at }.
case-rework-full = Ближайших мест нет, договоритесь с владельцем о времени.
cases-title = Жалобы и чаты
cases-list =
    { $which ->
        [mine] 📥 <b>Мои</b>
        [open] 📂 <b>Все открытые</b>
        [overdue] ⏰ <b>Просроченные</b>
       *[found] 🔎 <b>Найдено</b>
    }: { $count ->
        [0] пусто
       *[other] { $count }
    }
    Для поиска пришлите номер жалобы, госномер, телефон или имя.
cases-option =
    { $level ->
        [critical] 🔴
        [serious] 🟠
        [ordinary] 🟡
       *[talk] 💬
    } { $number } · { $owner }
cases-mine = 📥 Мои
cases-open = 📂 Все
cases-overdue = ⏰ Просрочено
cases-nothing = Ничего не нашли. Попробуйте номер, госномер или телефон.
staff-home-cases = 📣 Жалобы
owner-to-complaint = 📣 Записать жалобу
complaint-entry-title = Запись жалобы
complaint-entry-words = Что сказал владелец? По возможности дословно.
complaint-entry-done = Жалоба { $number } записана.
duty-title = Дежурства
duty-week =
    📅 <b>Дежурства</b>
    { $lines }{ $gone ->
        [0] {""}
       *[other]
            {""}

            🏖 { $away }
    }
duty-line = { $day }: { $desk }, после закрытия { $call }
duty-away = { $name } отсутствует до { $until }, замещает { $instead }
duty-day-button = { $day }
duty-to-away = 🏖 Отсутствие
duty-day-title = Дежурство
duty-day-part = Какая часть дня?
duty-part-desk = Рабочие часы
duty-part-call = После закрытия
duty-day-who = Кто дежурит?
duty-nobody = Никто конкретно
duty-set = Готово.
absence-title = Отсутствие
absence-who = Кто отсутствует?
absence-days = На сколько дней?
absence-instead = Кто замещает?
absence-back = Уже на работе
absence-set = Записали, до { $until }.
absence-ended = Хорошо, снова на работе.
absence-length =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }

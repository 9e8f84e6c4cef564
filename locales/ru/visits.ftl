# Как описывается визит
visit-fault = «{ $fault }»
visit-car = { $plate } { $model }
visit-car-plate = { $plate }
visit-car-vin = { $model } (VIN …{ $vin })
visit-car-vin-only = VIN …{ $vin }
visit-car-unnamed = ваша машина
visit-bay = пост { $number }
visit-price = { $low } – { $high }
visit-price-one = { $price }
visit-price-to = до { $high }
visit-price-free = бесплатно
visit-price-later = цену назовём после осмотра

# Квитанции
receipt-booked =
    ✅ <b>Вы записаны</b> (№ { $number })

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    💰 { $price } (оценка){ $desk ->
        [yes] {"\u000A"}👤 Мастер: { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    Возьмите, пожалуйста, документы на машину и сервисную книжку. Откройте вложение, чтобы добавить визит в календарь.
receipt-requested =
    📝 <b>Принято</b> (№ { $number })

    🕒 Держу для вас: <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    Мастер-консультант посмотрит и подтвердит.
receipt-confirmed =
    ✅ <b>Мастер подтвердил запись</b> (№ { $number })

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }{ $desk ->
        [yes] {"\u000A"}👤 Мастер: { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    Возьмите, пожалуйста, документы на машину и сервисную книжку. Откройте вложение, чтобы добавить визит в календарь.
receipt-moved =
    🔁 <b>Визит перенесён</b> (№ { $number })

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }{ $desk ->
        [yes] {"\u000A"}👤 Мастер: { $advisor }
       *[no] {""}
    }

    📍 { $store }
    { $address }
    ☎️ { $phone }

    Откройте вложение, чтобы обновить календарь.
receipt-cancelled =
    ✕ <b>Запись отменена</b> (№ { $number })

    { $start }
    🚗 { $car }

    Записаться снова можно в любой момент.
receipt-move = 🔁 Перенести
receipt-cancel = ✕ Отменить визит
receipt-remark = 📝 Пожелание
receipt-book-again = 🔧 Записаться
calendar-title = Автосервис: { $jobs }
calendar-text = { $car }, { $store }, телефон { $phone }

# Мои записи
visits-title = Мои записи
visits-appointment =
    { $count ->
        [0] { $waiting ->
            [0] Записей сейчас нет.
           *[other] Записи пока нет, но вы в листе ожидания:
        }
        [one] Вот ваша запись. Нажмите, чтобы перенести, отменить или добавить пожелание:
       *[other] Вот ваши записи. Нажмите на нужную, чтобы перенести, отменить или добавить пожелание:
    }
visits-option = 📅 { $at } · { $car }
visits-waiting = 🔔 Ждём: { $day }
visits-leave-sure = Больше не ждать места: { $day }?
visits-leave = Не ждать
visits-stay = Ждать дальше
visits-left-waitlist = Хорошо, больше не ждём.
visits-card =
    <b>{ $state ->
        [requested] 📝 Ждём ответа мастера
        [confirmed] ✅ Вы записаны
        [cancelled] ✕ Отменено
        [no_show] Визит не состоялся
       *[other] Визит состоялся
    }</b> (№ { $number })

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    💰 { $price } (оценка){ $desk ->
        [yes] {"\u000A"}👤 Мастер: { $advisor }
       *[no] {""}
    }{ $fetched ->
        [yes] {"\u000A"}🚙 Забрать машину: { $pickup }
       *[no] {""}
    }{ $noted ->
        [yes] {"\u000A"}📝 { $remark }
       *[no] {""}
    }

    📍 { $store }, { $address }
    ☎️ { $phone }
visits-move = 🔁 Перенести
visits-cancel = ✕ Отменить визит
visits-remark = 📝 Пожелание

# Другое время
move-title = Перенос визита
move-gone = { visit-over }
move-which = { booking-which }
move-full = { booking-full }
move-day =
    { $free ->
        [0] На этой неделе мест нет. Посмотрите следующую или нажмите «Скорее».
       *[other] Сейчас вы записаны: { $start }. На какой день перенести?
    }
move-time = { booking-time }
move-summary =
    Переносим на это время?

    🕒 <b>{ $start }</b>
    (было: { $former })
    🚗 { $car }
    🔧 { $jobs }
move-yes = ✅ Перенести
move-done = Готово, ждём вас: { $at }.
move-done-toast = Перенесено
move-too-late = Запись только что изменилась, поэтому я её не трогал. Загляните в «Мои записи».
visit-over =
    { $state ->
        [cancelled] Эта запись уже отменена: { $start }. Можно записаться снова.
       *[other] Эта запись уже в прошлом: { $start }. Можно записаться снова.
    }

# Отмена
cancel_booking-title = Отмена визита
cancel_booking-gone = { visit-over }
cancel_booking-reason =
    Отменить эту запись?

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }

    Нажмите причину — и запись отменится. Если не подходит только время, давайте перенесём.
cancel_booking-time = Неудобное время
cancel_booking-sold = Машина продана
cancel_booking-elsewhere = Уже сделано
cancel_booking-other = Другая причина
cancel_booking-move = 🔁 Перенести
cancel_booking-keep = Я приеду
cancel_booking-kept = Хорошо, запись в силе. Ждём вас.
cancel_booking-done = Запись отменена. Записаться снова можно в любой момент.
cancel_booking-done-toast = Отменено
cancel_booking-too-late = Запись только что изменилась, поэтому я её не трогал. Загляните в «Мои записи».

# Пожелание
remark-title = Пожелание к визиту
remark-gone = { visit-over }
remark-words = Ваш визит: { $start }. Что передать мастеру? Просто напишите.
remark-done = Записал, мастер увидит.

# Освободилось место
waitlist-offer =
    🔔 <b>Освободилось место!</b>

    🕒 <b>{ $start }</b>
    🔧 { $jobs }

    Держу его для вас до { $until }. Подходит?
waitlist-take = ✅ Да, беру
waitlist-pass = Нет, спасибо
waitlist-taken = Вы записаны
waitlist-passed = Хорошо, место перейдёт следующему.
waitlist-too-late = Это место уже не держим, оно перешло следующему.
waitlist-lapsed = Место, которое я держал, перешло следующему: { $day }. Если всё ещё хотите приехать, запишитесь снова.
waitlist-day-over = К сожалению, место так и не освободилось: { $day }. Попробуем другой день?

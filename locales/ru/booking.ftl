# Запись на сервис
booking-title = Запись на сервис
booking-enough = У вас уже немало записей. Посмотрите сначала их, а потом добавим новую.
booking-enough-meanwhile = Минуту назад вы записались ещё на один визит, поэтому эту запись сделать не удалось.
booking-store =
    В какой сервис вам удобнее?

    { $stores }
booking-store-why = В каждом сервисе своё свободное время, поэтому сначала выберем место.
booking-store-option = { $store }
booking-store-line = 📍 <b>{ $store }</b>: { $address }
booking-car = Какая машина приедет?
booking-car-why = Зная машину, мы заранее подготовим запчасти.
booking-car-none = Какая это машина? Пришлите госномер или добавьте её кнопкой ниже.
booking-car-option = 🚗 { $car }
booking-add-car = ➕ Добавить авто
booking-reason =
    { $count ->
        [0] Что нужно сделать? Можно выбрать несколько работ или просто написать.
       *[other] Выбрано: <b>{ $chosen }</b>. Что-нибудь ещё?
    }
booking-reason-why = Чтобы оставить нужный пост и время и сразу прикинуть цену.
booking-job = { $job }
booking-describe-fault = 🗣 Проблема
booking-fault =
    { $has ->
        [yes] Записал: «{ $text }»{ $photos ->
            [0] {""}
           *[other] {" "}📷 { $photos }
        }
       *[no] Что с машиной? Например: что и где шумит, давно ли, на какой скорости. Можно прислать фото.{ $photos ->
            [0] {""}
           *[other] {" "}Фото получил (📷 { $photos }), добавьте пару слов.
        }
    }{ $has ->
        [yes] {"\u000A"}Есть что добавить — пишите или присылайте фото; если всё, нажмите кнопку ниже.
       *[no] {""}
    }
booking-fault-why = Чем больше мы знаем, тем лучше подготовимся и тем меньше вам ждать.
booking-no-fault = Проблемы нет
booking-danger =
    ⚠️ <b>Похоже, это опасно. Пожалуйста, пока не ездите на этой машине.</b>
    Эвакуатор и помощь на дороге круглосуточно: { $roadside }
booking-danger-told =
    ⚠️ <b>Похоже, это опасно. Пожалуйста, пока не ездите на этой машине.</b>
    Эвакуатор и помощь на дороге круглосуточно: { $roadside }
    Ваше сообщение уже у мастера-консультанта, он сейчас займётся.
booking-alarmed =
    { $held ->
        [yes] Мастер-консультант уже знает, и я держу для вас самое раннее время — осталось подтвердить.
       *[no] Мастер-консультант уже знает и скоро свяжется с вами.
    }
booking-held = Держу для вас самое раннее время — осталось подтвердить.
booking-day =
    { $free ->
        [0] На этой неделе мест нет. Посмотрите следующую или нажмите «Скорее».
       *[other] Какой день вам удобен? Можно и написать: «в субботу утром».
    }
booking-day-why = Показаны дни, на которые можно записаться. Нажмите день с пометкой «нет» — предложу ближайшее время или лист ожидания.
booking-which = Какое время вы имеете в виду?
booking-full =
    { $what ->
        [own] Вы и так записаны на это время: { $wanted }. Ближайшее другое:
        [time] Всё занято: { $wanted }. Ближайшее свободное время:
        [shut] В это время мы закрыты: { $wanted } (работаем { $hours }). Ближайшее свободное время:
        [soon] Слишком скоро, не успеем подготовиться: { $wanted }. Ближайшее свободное время:
        [closed] В этот день мы не работаем: { $wanted }. Ближайшее свободное время:
       *[day] Всё занято: { $wanted }. Ближайшее свободное время:
    }
booking-full-why = Из листа ожидания я придержу для вас первое освободившееся место и спрошу вас.
booking-time-option = { $at }
booking-squeeze = ⏱ Втиснуть в { $at }
booking-join-waitlist = 🔔 Лист ожидания
booking-time =
    { $free ->
        [0] Времени больше нет: { $day }. Посмотрим другой день?
       *[other] День: { $day }. Во сколько приедете ({ $zone })?
    }
booking-time-why = Как только выберете время, я придержу его, пока вы всё проверяете.
booking-advisor = К какому мастеру-консультанту записать?
booking-advisor-why = Если есть знакомый мастер, выберите его; если нет, подберём сами.
booking-advisor-option = 👤 { $name }
booking-any-advisor = Всё равно
booking-pickup = Если машину нужно забрать, напишите где, когда и кто её передаст.
booking-pickup-why = Водителя нужно заказать заранее.
booking-no-pickup = Забирать не нужно
booking-remark = Что ещё передать мастеру-консультанту?
booking-remark-why = Например, будете ли ждать и нужна ли подменная машина.
booking-no-remark = Больше ничего
booking-odometer = Какой примерно пробег? Просто число, например 35000.
booking-odometer-why = От пробега зависит, что пора делать.
booking-odometer-not-understood = Не разобрал пробег. Напишите просто число, например 35000.
booking-no-odometer = Не знаю
booking-summary =
    Проверьте, пожалуйста:

    🕒 <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $store }{ $desk ->
        [yes] , мастер { $advisor }
       *[no] {""}
    }
    💰 { $price } (оценка)
    🏁 Готовность около: { $finish }{ $more ->
        [yes] {"\u000A"}{ $extra }
       *[no] {""}
    }

    Сверх оценки ничего не делаем без вашего согласия.{ $kept ->
        [yes] {" "}Место держу для вас до { $until }.
       *[no] {""}
    }
booking-summary-why = Запись состоится, когда вы подтвердите.
booking-yes = ✅ Записаться
booking-line-store = 📍 Сервис
booking-line-car = 🚗 Машина
booking-line-reason = 🔧 Работы
booking-line-fault = 🗣 Проблема
booking-line-time = 🕒 Время
booking-line-advisor = 👤 Мастер
booking-line-remark = 📝 Пожелание
booking-line-odometer = 📏 Пробег
booking-line-pickup = 🚙 Забрать авто
booking-extra-pickup = 🚙 Забрать машину: { $value }
booking-extra-odometer = 📏 { $value } км
booking-extra-remark = 📝 { $value }
booking-extra-photos =
    { $value ->
        [one] 📷 { $value } фотография
        [few] 📷 { $value } фотографии
       *[other] 📷 { $value } фотографий
    }
booking-done = Вы записаны 🎉 Ждём вас: { $at }.
booking-done-toast = Вы записаны
booking-requested = Принято, держу для вас время: { $at }. Мастер-консультант посмотрит и подтвердит.
booking-requested-toast = Отправлено

# Как в прошлый раз
again_visit-title = Как в прошлый раз
again_visit-enough = { booking-enough }
again_visit-none = Прошлого визита ещё не было, давайте запишемся с начала.
again_visit-time = { $car }, снова: { $jobs }. Когда вам удобно ({ $zone })?
again_visit-other = 📅 Другое время
again_visit-summary = { booking-summary }

# Поиск места
places-none = Ближайшее время всё занято. Попробуйте другую работу или нажмите «Чат» — придумаем вместе.
places-taken = Это время только что заняли: { $at }. Ближайшее свободное: { $near }.
places-gone = Это время только что заняли, выберите, пожалуйста, другое.
places-changed = С этим изменением прежнее время не подходит, выберите, пожалуйста, другое.
waitlist-already = Вы уже в листе ожидания: { $day }. Сообщу, как только появится место.
waitlist-joined =
    Вы в листе ожидания: { $day }. Когда место освободится, придержу его для вас на { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    } и спрошу вас.

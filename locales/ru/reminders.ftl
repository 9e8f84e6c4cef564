# О чём мы напоминаем сами
reminder-visit_tomorrow =
    🔔 Завтра ждём вас: <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $address }

    Возьмите СТС и сервисную книжку. Подтвердите визит кнопкой ниже, а если планы изменились, перенесите или отмените его.
reminder-visit_soon =
    ⏰ Скоро увидимся: <b>{ $start }</b>
    📍 { $address }
    ☎️ { $phone }
reminder-visit_late =
    Вы записаны на { $start }. Как дорога? Место пока держим за вами.
reminder-coming = 👌 Приеду
reminder-coming-thanks = Отлично, ждём вас!
reminder-on-my-way = 🚗 Еду
reminder-on-my-way-thanks = Хорошо, место держим. Не спешите.
reminder-here = 📍 Уже на месте
reminder-here-thanks = Спасибо, мастер сейчас подойдёт.
reminder-place-gone = Эта запись изменилась. Посмотрите «Мои записи».
reminder-insurance =
    🛡 Страховка на { $car } действует до <b>{ $day }</b>. { $step ->
        [0] Сравнить предложения заранее выгоднее.
        [1] Остался месяц. Подобрать варианты?
       *[other] Осталась неделя: без полиса ездить не стоит.
    }
reminder-insurance-ask = 💬 Про полис
reminder-insurance-done = ✅ Уже продлена
reminder-inspection =
    📋 Техосмотр { $car } нужно пройти до <b>{ $day }</b>. { $step ->
        [0] Можем пройти его за вас.
       *[other] Времени мало, можем пройти его за вас.
    }
reminder-inspection-book = 🔧 Записаться
reminder-inspection-done = ✅ Уже пройден
reminder-licence =
    🪪 Ваши права действуют до <b>{ $day }</b>. Не забудьте поменять и напишите, когда будет готово.
reminder-licence-done = ✅ Права заменены
reminder-warranty =
    🔎 Гарантия на { $car } до <b>{ $day }</b>. Приезжайте до этого на полную проверку, так спокойнее.
reminder-warranty-book = 🔧 На проверку
reminder-birthday = 🎂 { $name }, с днём рождения! Лёгких дорог и хорошего года.
reminder-wedding_day = 💐 { $name }, с годовщиной свадьбы! Счастья вам обоим.
reminder-festival =
    { $festival ->
        [new_year] 🎆 { $name }, с Новым годом! { $store } желает вам спокойных дорог весь год.
        [spring_festival] 🧧 { $name }, с китайским Новым годом! { $store } желает вам и близким всего доброго.
        [dragon_boat] 🐲 { $name }, с праздником драконьих лодок! { $store } желает вам лёгких дорог.
        [mid_autumn] 🌕 { $name }, с праздником середины осени! { $store } желает вашей семье всего доброго.
       *[christmas] 🎄 { $name }, с Рождеством! { $store } желает вам тепла и спокойных дорог.
    }
reminder-stop = 🔕 Не писать
reminder-stopped = Хорошо, об этом больше не пишем. Включить снова можно в «Настройках».
reminder-done-thanks = Спасибо, записали.

# Переключатели в настройках
reminders-title = Напоминания
settings-reminders = 🔔 Напоминания
reminders-switches = О чём напоминать? О записях пишем всегда.
reminders-kept = Хорошо, сделаем так.
reminder-kind-insurance = Страховка
reminder-kind-inspection = Техосмотр
reminder-kind-licence = Права
reminder-kind-service = ТО и пробег
reminder-kind-checkin = Как машина
reminder-kind-greeting = Поздравления
reminder-kind-advice = Советы

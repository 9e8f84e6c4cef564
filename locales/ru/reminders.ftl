# О чём мы напоминаем сами
reminder-visit_tomorrow =
    🔔 Завтра ждём вас: <b>{ $start }</b>
    🚗 { $car }
    🔧 { $jobs }
    📍 { $address }

    Возьмите СТС и сервисную книжку. Если приедете, нажмите кнопку; изменились планы — тоже.
reminder-visit_soon =
    ⏰ Скоро увидимся: <b>{ $start }</b>
    📍 { $address }
    ☎️ { $phone }
reminder-visit_late =
    Вы записаны на { $start }. Как дорога? Место пока держим за вами.
reminder-coming = 👌 Приеду
reminder-coming-thanks = Отлично, до завтра!
reminder-on-my-way = 🚗 Еду
reminder-on-my-way-thanks = Хорошо, место держим. Не спешите.
reminder-here = 📍 Уже на месте
reminder-here-thanks = Спасибо, консультант сейчас подойдёт.
reminder-place-gone = Эта запись изменилась. Посмотрите «Мои записи».

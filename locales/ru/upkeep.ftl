# Напоминания о ТО и о том, что нашли при осмотре
reminder-first_service =
    🔧 { $car }: пора на первое ТО. { $by ->
        [past] Срок был <b>{ $day }</b>
        [km] При вашем пробеге { $km } км наберётся примерно к <b>{ $day }</b>
       *[date] Лучше успеть до <b>{ $day }</b>
    }. { $step ->
        [0] Так и с гарантией будет спокойнее.
       *[other] Если ещё не записались, просто выберите время.
    }
reminder-periodic_service =
    🔧 { $car }: скоро ТО. { $by ->
        [past] Срок был <b>{ $day }</b>
        [km] При вашем пробеге { $km } км наберётся примерно к <b>{ $day }</b>
       *[date] Срок: <b>{ $day }</b>
    }. { $step ->
        [0] Выберите удобное время, и ждать не придётся.
       *[other] Если ещё не записались, просто выберите время.
    }
reminder-service-book = 🔧 Свободное время
reminder-service-done = ✅ Уже сделано
reminder-later = ⏳ Позже
reminder-later-thanks = Хорошо, напомним через { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}.
reminder-sold = 🚗 Уже не моя
reminder-odometer =
    🚗 Какой сейчас примерно пробег у { $car }? Так мы точнее посчитаем следующее ТО. { $ranges ->
        [yes] Нажмите самое близкое или просто напишите число.
       *[no] Просто напишите число.
    }
reminder-odometer-range = { $low }–{ $high }
reminder-odometer-type = ⌨️ Написать
reminder-declined_finding =
    🔎 { $day } на { $car } нашли и отложили:
    { $what }

    Чем раньше, тем проще. Подобрать время?
reminder-declined_finding-book = 🔧 Свободное время
reminder-declined_finding-done = ✅ Уже сделано

# Сразу из напоминания
invited-title = Запись
invited-enough = { booking-enough }
invited-offers = { invited-time }
invited-time =
    { $car }: { $jobs }. { $free ->
        [yes] Держим за вами { $minutes } мин. Одно нажатие, и вы записаны ({ $zone }):
       *[no] В ближайшие дни всё занято. Посмотрим другое время.
    }

# Ответы на напоминание
odometer-title = Пробег
odometer-km = Какой сейчас пробег у { $car }? Достаточно числа с приборной панели.
odometer-too-low = В прошлый раз было уже { $km } км. Посмотрите ещё раз?
odometer-thanks = Записали. При таком пробеге следующее ТО примерно { $day }.
serviced-title = ТО пройдено
serviced-where = Где прошло ТО { $car }?
serviced-here = 🏠 У вас
serviced-elsewhere = 🔧 В другом месте
car_gone-title = Другая машина
car_gone-sure = { $car } больше не ваша машина? Тогда о ней больше ничего не придёт.

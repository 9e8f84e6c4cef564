# Опросы: что спрашиваем у владельцев
survey-asked =
    <b>{ $number } из { $total }</b>
    { $question }
survey-steps-100 = 😄 Отлично
survey-steps-75 = 🙂 Хорошо
survey-steps-50 = 😐 Так себе
survey-steps-25 = 🙁 Плохо
survey-steps-0 = 😞 Очень плохо
survey-yes-no-1 = 👍 Да
survey-yes-no-0 = 👎 Нет
survey-number = { $number }
survey-pass = Пропустить →
survey-call-me = 📞 Просто свяжитесь со мной
survey-photo-only = Здесь достаточно фото. Или нажмите «Пропустить».
survey-noted = Хорошо, это тоже записал.
survey-over = Этот опрос уже закончился. Если есть что сказать — просто напишите нам.
survey-have-it = Ваши ответы у нас, спасибо!
survey-happened = Очень жаль, что так вышло. Что случилось? Пары слов хватит, сразу передам коллеге.
survey-thanks =
    Спасибо, что нашли минуту 🙏{ $has ->
        [link]
            {""}
            Если захотите, отзыв можно оставить и здесь: { $url }
       *[none] {""}
    }

# После визита в сервис
survey-service-title = Как прошёл визит
survey-service-invite = 🔧 { $store }, { $day }: { $car }. Как всё прошло? Несколько нажатий, меньше минуты.
survey-service-overall = Как прошёл визит в целом?
survey-service-overall-short = В целом
survey-service-clean = Чистую ли машину вам вернули?
survey-service-clean-short = Чистота машины
survey-service-explained = Понятно ли до начала работ рассказали, что будем делать и сколько это стоит?
survey-service-explained-short = Объяснили заранее
survey-service-as_ordered = Сделали всё, как договаривались? Показали снятые детали?
survey-service-as_ordered-short = Как договорились
survey-service-waiting = Удобно ли было ждать?
survey-service-waiting-short = Ожидание
survey-service-told = Вам сказали, когда следующее ТО и какой у нас круглосуточный номер?
survey-service-told-short = Сказали про ТО
survey-service-remark = Спасибо, всё записал! Хотите что-то добавить — просто напишите. Если нечего, нажмите «Пропустить».
survey-service-remark-short = Пожелания
survey-service-contact = Принято. Как с вами лучше связываться?
survey-service-contact-short = Как связаться
survey-service-contact-message = 💬 Написать
survey-service-contact-call = 📞 Позвонить
survey-service-contact-none = Не нужно
survey-service-hours = Когда удобно звонить? Можно выбрать несколько.
survey-service-hours-short = Когда звонить
survey-service-hours-morning = Утром
survey-service-hours-noon = Днём
survey-service-hours-evening = Вечером
survey-service-hours-weekend = В выходные
survey-service-happened = { survey-happened }

# После выдачи новой машины
survey-sales-title = Как прошла покупка
survey-sales-invite = 🚗 Новая машина с вами уже несколько дней — нравится? Расскажите, как мы поработали в { $store }. Всего несколько нажатий.
survey-sales-overall = Как в целом прошла покупка?
survey-sales-overall-short = В целом
survey-sales-explained = Насколько понятно объяснял менеджер?
survey-sales-explained-short = Объяснения
survey-sales-promises = Выполнили обещания, выдали машину в срок?
survey-sales-promises-short = Обещания
survey-sales-condition = В каком состоянии была машина при выдаче, была ли чистой?
survey-sales-condition-short = Машина при выдаче
survey-sales-papers = Понятно ли рассказали про документы, гарантию и первое ТО?
survey-sales-papers-short = Документы и ТО
survey-sales-introduced = Вас познакомили с сервисным консультантом?
survey-sales-introduced-short = Знакомство с сервисом
survey-sales-recommend = Посоветуете нас друзьям? 0 — точно нет, 10 — точно да.
survey-sales-recommend-short = Готовы советовать
survey-sales-reason = Чего больше всего не хватило?
survey-sales-reason-short = Чего не хватило
survey-sales-reason-price = Цена
survey-sales-reason-wait = Долго ждать
survey-sales-reason-car = Сама машина
survey-sales-reason-people = Люди
survey-sales-reason-other = Другое
survey-sales-remark = Спасибо, всё записал! Хотите что-то добавить — просто напишите. Если нечего, нажмите «Пропустить».
survey-sales-remark-short = Пожелания
survey-sales-picture = Здорово! Если хотите, пришлите фото с новой машиной — сохраним на память.
survey-sales-picture-short = Фото
survey-sales-happened = { survey-happened }

# После тест-драйва
survey-test_drive-title = Как прошёл тест-драйв
survey-test_drive-invite = Спасибо за тест-драйв в { $store }! Как вам? Всего несколько нажатий.
survey-test_drive-ready = Машина была готова к вашему приезду?
survey-test_drive-ready-short = Машина готова
survey-test_drive-route = Как вам маршрут и рассказ о машине?
survey-test_drive-route-short = Маршрут и рассказ
survey-test_drive-no_pressure = Было спокойно, без давления купить?
survey-test_drive-no_pressure-short = Без давления
survey-test_drive-next_step = Вам сказали, что дальше?
survey-test_drive-next_step-short = Что дальше
survey-test_drive-liked = Спасибо! Что понравилось в машине? Можно выбрать несколько.
survey-test_drive-liked-short = Понравилось
survey-test_drive-liked-ride = Плавность
survey-test_drive-liked-space = Простор
survey-test_drive-liked-quiet = Тишина
survey-test_drive-liked-power = Мощность
survey-test_drive-liked-technology = Оснащение
survey-test_drive-liked-looks = Внешность
survey-test_drive-remark = Хотите что-то добавить — просто напишите. Если нечего, нажмите «Пропустить».
survey-test_drive-remark-short = Пожелания
survey-test_drive-happened = { survey-happened }

# Через некоторое время после жалобы
survey-complaint-title = После вашей жалобы
survey-complaint-invite = Недавно вы рассказали { $store }, что что-то не так. Теперь всё в порядке? Хотим услышать это от вас.
survey-complaint-solved = Как в итоге решили ваш вопрос?
survey-complaint-solved-short = Решение
survey-complaint-treated = Как с вами обходились всё это время?
survey-complaint-treated-short = Отношение
survey-complaint-trust = Приедете к нам ещё? 0 — точно нет, 10 — точно да.
survey-complaint-trust-short = Готовы вернуться
survey-complaint-remark = Спасибо, всё записал! Хотите что-то добавить — просто напишите. Если нечего, нажмите «Пропустить».
survey-complaint-remark-short = Пожелания
survey-complaint-happened = { survey-happened }

# Для коллег
survey-low = · { $question }: { $answer }
survey-card =
    { $scores ->
        [low]
            ⚠️ Жалоба { $number } пришла из опроса «{ $survey }». Что не так:
            { $low }
       *[good] ⚠️ Жалоба { $number } пришла из опроса «{ $survey }».
    }{ $has ->
        [words]
            {""}
            💬 { $words }
       *[silence]
            {""}
            Больше ничего не написали. Спросите сами, пожалуйста.
    }
owner-to-survey = 📝 Отправить опрос
owner-survey-asked = Хорошо, отправим в подходящий момент.
owner-survey-twice = Этот опрос на сегодня уже запланирован.
owner-survey-title = Отправить опрос
owner-survey-which =
    Какой опрос отправить: { $name }?

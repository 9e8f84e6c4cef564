# Разговор с человеком: сторона владельца и сторона сотрудников
human-title = Разговор с сотрудником
human-talk =
    { $state ->
        [taken] Просто пишите. Фото, голосовые и файлы тоже дойдут.
       *[other] { $open ->
            [yes] Уже позвали коллегу. Напишите ваш вопрос — можно с фото, голосовым или файлом.
           *[no] Сейчас мы закрыты. Оставьте вопрос здесь (можно фото и голосовое), ответим сразу после открытия. Если срочно, звоните { $phone }.
        }
    }
human-end = Спасибо, всё
human-ended = Хорошо. Мы на связи, если что-то понадобится.
human-over = Этот разговор уже завершён.
human-use-words = Напишите текстом или пришлите фото, голосовое или файл.
case-taken = 👋 На связи { $name }, { $role ->
        [service_advisor] ваш сервисный консультант
        [service_manager] руководитель сервиса
        [sales_advisor] ваш менеджер по продажам
        [sales_manager] руководитель отдела продаж
        [customer_care] служба заботы о клиентах
        [general_manager] директор
       *[other] наш сотрудник
    }. Слушаю вас.
case-closed = На этом пока всё. Если что-то ещё — просто напишите 🙏
case-reply = 💬 Ответить
case-from-staff =
    <b>{ $name }</b>{ $has ->
        [file] :
       *[other] : { $text }
    }
case-from-owner =
    <b>{ $owner }</b>{ $has ->
        [file] :
       *[other] : { $text }
    }
case-card =
    💬 <b>Разговор { $number }</b> · { $state ->
        [new] ждёт ответа
        [taken] ведёт { $taken_by }
       *[other] завершён
    }
    👤 { $owner } { $phone }
    🚗 { $car }{ $state ->
        [taken]
            {""}
            Ответьте на сообщение владельца — ответ уйдёт ему.
       *[other] {""}
    }
case-take = 🙋 Беру
case-close = ✔️ Завершить
case-topic = 💬 { $owner } ({ $number })

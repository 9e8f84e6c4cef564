# Сотрудники: вход, меню, настройки
role-service_advisor = мастер сервиса
role-sales_advisor = менеджер продаж
role-customer_care = служба заботы
role-service_manager = начальник сервиса
role-sales_manager = начальник продаж
role-general_manager = директор
role-marketing = маркетинг
role-administrator = администратор
staff-stranger = Здравствуйте! Это помощник сотрудников салона. Попросите у администратора ссылку-приглашение и откройте её. Если вы владелец машины, напишите помощнику для владельцев.
staff-invite-used = Эта ссылка уже не действует. Попросите у администратора новую.
staff-welcome = Добро пожаловать в { $company } 👋 Сюда придут новые записи, переносы и сообщения владельцев.
staff-only = Это могут делать только сотрудники салона.
staff-anonymous = Не могу понять, кто пишет: сообщение анонимное или от имени канала. Отключите анонимность и попробуйте ещё раз.
staff-not-yours = Эту страницу открыл коллега. Отправьте /today, чтобы открыть свою.
staff-not-allowed = Для вашей роли это недоступно. Обратитесь к руководителю.
staff-gone = Этого уже нет. Посмотрите последнее сообщение.
staff-bind-in-group = Добавьте меня в группу салона и отправьте там /bind.
staff-bound =
    ✅ Теперь это рабочая группа: { $store }. Карточки записей будут приходить сюда.{ $topics ->
        [yes] {""}
       *[no] {" "}Лучше включить темы в настройках группы: у каждого разговора будет своя.
    }
staff-other-group = Это не группа вашего магазина: о его делах я говорю только в его группе и в личных сообщениях.
staff-added = Здравствуйте 👋 Сделайте меня администратором с правом управлять темами, и пусть ваш администратор отправит здесь /bind. Тогда карточки записей будут приходить в эту группу.
staff-no-channels = Я работаю в группах и личных сообщениях, поэтому выхожу из этого канала.
staff-group-lost = Меня удалили из группы салона, карточки записей приходят в личные сообщения. Чтобы вернуть, добавьте меня снова и отправьте там /bind.
staff-home-title = Меню
staff-home-menu = Здравствуйте, { $name }! { $store } · { $role }
staff-home-today = 📋 Сегодня
staff-home-tomorrow = 📅 Завтра
staff-home-owners = 🔎 Найти владельца
staff-home-handover = 🔗 Выдача авто
staff-home-team = 👥 Коллеги
staff-home-settings = ⚙️ Настройки
staff-settings-title = Настройки
staff-settings-menu = На каком языке писать?
staff-language-zh-CN = 中文
staff-language-en = English
staff-language-ru = Русский
staff-language-kept = Хорошо, пишу по-русски.
staff-only-direct = Это можно сделать только в личном чате: нажмите на моё фото и напишите мне.
staff-no-link-yet = Я ещё не подключился к Telegram. Попробуйте через минуту.
command-staff-today = Записи на сегодня
command-staff-tomorrow = Записи на завтра
command-staff-mine = Мои жалобы
command-staff-settings = Настройки

# Доска на день
board-title = записи на день
board-rows =
    📋 <b>{ $day }</b>{ $count ->
        [0] {""}
        [one] : { $count } машина, приехали { $arrived }
        [few] : { $count } машины, приехали { $arrived }
       *[other] : { $count } машин, приехали { $arrived }
    }

    { $count ->
        [0] На этот день записей пока нет.
       *[other] { $lines }
    }
board-row =
    { $state ->
        [requested] 🟡
        [confirmed] 🟢
        [arrived] 🔵
        [no_show] ⚪️
       *[done] ✅
    } <b>{ $at }</b> { $car } · { $owner }{ $flag ->
        [safety] {" "}🚨
        [repeat] {" "}🔁
       *[none] {""}
    }
    　　{ $jobs } ({ $state ->
        [requested] ждёт подтверждения
        [confirmed] записан
        [arrived] приехал
        [no_show] не приехал
       *[done] готово
    }, { $advisor })
board-arrived = ✅ { $at } здесь
board-missed = ✖️ { $at } нет
board-open = { $at } подробно
board-refresh = Обновить
board-today = Сегодня
board-tomorrow = Завтра
visit-arrived = Отметил: машина на { $at } приехала.
visit-no-show = Отметил: на { $at } не приехали. Место снова свободно, владельцу предложено другое время.
visit-not-today = Эта запись на { $at }, отметьте её в тот день.
visit-not-yet = Время ещё не пришло ({ $at }). Подождём немного.
visit-confirmed = Подтверждено, владелец получил сообщение.
visit-noted = Записал.
visit-note-full = Заметка стала слишком длинной.
visit-as-it-is =
    { $state ->
        [requested] Эта запись ещё ждёт подтверждения.
        [confirmed] Эта запись уже подтверждена.
        [arrived] Эта машина уже отмечена как приехавшая.
        [no_show] Отмечено, что по этой записи не приехали.
        [cancelled] Владелец отменил эту запись.
        [done] Эта запись уже выполнена.
       *[other] Эта запись уже неактуальна.
    }
staff-visit-title = запись
staff-visit-card = { $lines }

# Карточки
card-visit = { $lines }
card-head =
    { $state ->
        [requested] 🟡 <b>Ждёт подтверждения</b>
        [confirmed] 🟢 <b>Записан</b>
        [arrived] 🔵 <b>Приехал</b>
        [no_show] ⚪️ <b>Не приехал</b>
        [cancelled] ✖️ <b>Отменено</b>
        [done] ✅ <b>Готово</b>
       *[other] <b>Завершено</b>
    } · № { $number }
card-flag-safety = 🚨 Опасная неисправность: в первую очередь
card-flag-repeat = 🔁 Возможно, повторный ремонт: возьмите в приоритет
card-flag-vip = ⭐️ VIP
card-when = 🕒 <b>{ $short }</b>, готово около { $finish }
card-car = 🚗 { $car }
card-jobs = 🔧 { $jobs } ({ $duration }, примерно { $price })
card-owner = 👤 { $owner } { $phone }
card-desk = 🧑‍🔧 { $advisor }, { $bay }
card-pickup = 🚙 Забрать машину: { $value }
card-odometer-km = 📏 { $value } км
card-remark = 💬 Пожелание владельца: { $value }
card-note = 📝 Заметка: { $value }
card-promised = 👌 Владелец подтвердил, что приедет
card-photos = 📷 Фото: { $value }
card-reason =
    Причина: { $reason ->
        [time] не подходит время
        [sold] машина продана
        [elsewhere] сделали в другом месте
       *[other] другое
    }
card-photo = 📷 Фото к № { $number }
card-said-moved = 🔁 № { $number } перенесён на <b>{ $short }</b>: { $car }, { $jobs }
card-said-cancelled = ✖️ № { $number } отменён: { $car }, было { $short }
card-said-on_my_way = 🚗 Владелец записи на { $short } в пути, место держим ещё немного (№ { $number }).
card-said-says_here = 📍 Владелец записи на { $short } уже на месте, встретьте его (№ { $number }).
card-said-declined = 🙅 № { $number }: ни одно время владельцу не подошло. { $car }, пока { $short }
card-confirm = ✅ Подтвердить
card-arrived = ✅ Приехал
card-missed = ✖️ Не приехал
card-propose = 🕒 Другое время
card-add-note = 📝 Заметка
card-take-chat = 💬 Взять чат
card-danger =
    🚨 <b>Опасная неисправность</b>
    👤 { $owner } { $phone }
    🚗 { $car }
    «{ $words }»
card-claim =
    🚗 <b>Проверьте владельца</b>
    { $owner } ({ $phone }) пишет, что { $car } – его машина. { $others ->
        [yes] До сих пор она записана на другого.
       *[no] Раньше она ни на кого не была записана.
    }
card-claim-phone =
    📱 <b>Проверьте владельца</b>
    Номер { $owner } ({ $phone }) записан у нескольких владельцев. Уточните, кто это.
card-claim-yes = ✅ Да, это владелец
card-claim-done = ✅ { $by } подтверждает: { $car } – машина { $owner } ({ $phone }).
claim-confirmed = Подтверждено, владелец получил сообщение.
claim-known = Это уже было подтверждено.
chat-taken = Теперь этот чат ведёте вы.
chat-taken-by = Этот чат ведёт { $name }.
chat-closed = Чат завершён.
chat-over = Чат уже был завершён.

# Предложить другое время
propose-title = другое время
propose-day = № { $number }, запись на { $start }. На какой день перенести? Можно и написать, например «в субботу в 10».
propose-time = { $day }: во сколько?
propose-more =
    { $count ->
        [one] Отправить владельцу это время? Перенос в одно касание:
        [few] Отправить владельцу эти варианты? Перенос в одно касание:
       *[other] Отправить владельцу эти варианты? Перенос в одно касание:
    }

    { $times }
propose-send = 📨 Отправить
propose-add = ➕ Ещё одно
propose-clear = 🗑 Сначала
propose-another = Выберите ещё одно время.
propose-cleared = Хорошо, начнём сначала.
propose-none = Пока всё занято.
propose-none-then = В это время мест нет. Выберите другое.
propose-taken = { $at } занято. Выберите другое время.
propose-gone = { $times } только что заняли. Выберите другое время.
propose-sent = Отправил. Как только владелец выберет, сразу сообщу.
propose-sent-toast = Отправлено
propose-unreachable = У владельца нет чата с нами, позвоните ему: { $phone }

note-title = заметка
note-words =
    Что записать к № { $number }? Увидят только сотрудники.{ $group ->
        [yes] {" "}Напишите <b>ответом</b> на это сообщение.
       *[no] {""}
    }

# Выдача машины и коллеги
handover-title = ссылка при выдаче
handover-car = Пришлите госномер или VIN. Я сделаю одноразовую ссылку и QR-код: владелец сканирует, и машина привязана.
handover-not-read =
    Не получилось прочитать. Пришлите госномер{ $example ->
        [none] {""}
       *[other] {" "}(например, { $example })
    } или 17 знаков VIN.
handover-link =
    🔗 <b>{ $car }</b>
    Пусть владелец откроет ссылку или сканирует код ниже. Один раз, до { $until }:
    { $link }
team-title = коллеги
team-list = Сотрудники вашего салона:
team-member =
    { $blocked ->
        [yes] 🚫 { $name } · { $role }
       *[no] { $name } · { $role }
    }
team-invite = ➕ Пригласить коллегу
colleague-title = коллега
colleague-card =
    { $blocked ->
        [yes] { $name } · { $role }. Остановил(а) меня и не получает сообщений.
       *[no] { $name } · { $role }
    }
colleague-remove = Больше не работает: удалить
colleague-removed = { $name } больше ничего не видит.
invite-title = приглашение
invite-role = Какая роль?
invite-desk = За какой стойкой приёмки?
invite-desk-option = { $name }
invite-no-desk = Без своей стойки
invite-link =
    🔗 Приглашение ({ $role }). Отправьте его только коллеге; действует один раз, до { $until }:
    { $link }
card-deletion =
    🗑 <b>{ $news ->
        [withdrawn] Просьба удалить данные отозвана
       *[asked] Просьба удалить данные
    }</b>
    👤 { $owner } { $phone }
    { $news ->
        [withdrawn] Владелец передумал, всё остаётся как было. Делать ничего не нужно.
       *[asked] Всё будет стёрто до { $until }; до тех пор пишем только о его записях и отвечаем в беседе. Делать ничего не нужно.
    }

# Карточки владельцев
owners-title = Найти владельца
owners-who = Пришлите госномер, телефон, имя, VIN или номер клиента – я поищу.
owners-found = Вот кого нашёл. Нажмите, чтобы открыть карточку:
owners-option = { $name } · { $car }
owners-nobody = Никого не нашёл. Попробуйте иначе: по госномеру или телефону.
owner-title = Карточка владельца
owner-card =
    <b>{ $name }</b>
    Телефон: { $phone }
    Автомобили: { $cars }
owner-to-name = ✏️ Исправить имя
owner-to-phone = 📞 Исправить телефон
owner-to-merge = 🔀 Объединить
owner-to-car = 🚗 Объединить машины
owner-name-title = Исправить имя
owner-name-name = Как правильно записать: { $name }? Пришлите верное имя.
owner-name-bad = Пусто или слишком длинно. Пришлите ещё раз.
owner-phone-title = Исправить телефон
owner-phone-phone = { $name }, сейчас записан { $phone }. Пришлите верный номер.
owner-phone-bad = Не могу прочитать номер. Пришлите его с кодом страны.
owner-corrected = Готово. Импорт это не перезапишет.
owner-merge-title = Объединить карточки
owner-merge-who = Какая карточка – тот же человек, что { $name }? Пришлите госномер, телефон или имя.
owner-merge-other = Какую присоединить к { $name }?
owner-merge-sure =
    Остаётся: { $kept }
    Присоединяется: { $gone }
    Автомобили, история и чаты перейдут в оставшуюся; рассылки останутся только те, на которые согласны обе. Отменить нельзя. Объединить?
owner-line = { $name } ({ $phone })
owner-merged = Объединил.
owner-car-title = Объединить машины
owner-car-car = Какая машина записана дважды? Владелец: { $name }. Нажмите на ту, что остаётся:
owner-car-option = { $car } · { $model }
owner-car-who = Остаётся { $kept }. Под каким госномером или VIN вторая запись? Пришлите его.
owner-car-nothing = Второй записи не нашёл. Попробуйте её госномер или VIN.
owner-car-two = VIN у них разные – это две машины, объединить нельзя.
owner-car-sure =
    Остаётся: { $kept }
    Присоединяется: { $gone }
    Визиты, пробег, записи и водители перейдут к оставшейся; все, кто назван здесь, увидят её историю. Отменить нельзя. Объединить?
owner-car-line = { $car } · { $model } ({ $drivers })

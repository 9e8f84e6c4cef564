# Действия, которые есть в каждом диалоге
engine-back = ‹ Назад
engine-cancel = Выйти
engine-why = Зачем?
engine-human = 🙋 Чат
engine-restart = ↺ Сначала
engine-stale = Эта кнопка устарела, посмотрите последнее сообщение.
engine-cancelled = Хорошо, на этом остановимся.
engine-nothing-to-cancel = Сейчас нет ничего незаконченного.
engine-unknown-command = Такой команды я не знаю. Нажмите кнопку ниже или просто напишите своими словами.
engine-use-buttons = Не совсем понял. Нажмите кнопку ниже или напишите по-другому.
engine-let-go = «{ $dialog }» не закончили, пока убрал. Захотите — начнём снова.
engine-back-to = Возвращаемся: «{ $dialog }».
engine-keyboard-away = Хорошо 👌
engine-contact-hint = Нажмите кнопку ниже, чтобы поделиться номером 👇
engine-sorry = Извините, что-то пошло не так, уже разбираемся. Попробуйте, пожалуйста, чуть позже.
engine-not-in-groups = Я помогаю владельцам только в личном чате, поэтому выхожу из группы. Пишите мне напрямую.

again-title = Незаконченное дело
again-choose = Вы остановились на середине: «{ $dialog }». Продолжим или начнём заново?
again-go-on = Продолжить
again-anew = Начать заново

input-former = ‹ Раньше
input-more = Ещё ›
input-next = Далее ({ $count }) →
input-ticked = ✅ { $label }
input-on = ✅ { $label }
input-off = ⬜ { $label }
input-yes = ✅ Подтвердить
input-done = Готово →
input-change = ✏️ Изменить
input-keep = Оставить так
input-words-only = Здесь, пожалуйста, напишите словами.
input-too-long = Длинновато: хватит { $longest ->
        [one] { $longest } знака
       *[other] { $longest } знаков
    }.
input-ready = Это всё →
input-share-contact = 📱 Поделиться номером
input-share-or-type = Нажмите кнопку ниже, чтобы поделиться номером, или пришлите госномер машины.
input-week-before = ‹ Раньше
input-week-after = Позже ›
input-earliest = ⚡ Скорее
input-day = { $day }
input-day-full = { $day } нет
input-day-gone = Места только что закончились: { $day }. Посмотрим другой день?
input-day-past = Этот день уже прошёл: { $day }. Выберите, пожалуйста, более поздний.
input-over = Этот день уже прошёл. Какой из следующих вам подойдёт?
input-past = Это время уже прошло: { $at }. Выберите, пожалуйста, более позднее.
input-too-far = Пока запись открыта до этого дня: { $day }.
input-clock = { $at }
input-morning = До обеда
input-afternoon = После обеда
input-other-day = 📅 Другой день
input-date-not-understood = Не разобрал время. Нажмите кнопку ниже или напишите, например, «завтра в 15:00».

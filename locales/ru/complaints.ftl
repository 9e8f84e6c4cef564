# Жалобы: сторона владельца
complaint-title = Жалоба
complaint-said = Очень жаль, что так вышло. Расскажите, что случилось. Можно сразу прислать фото.
complaint-use-words = Напишите, пожалуйста, что случилось, или пришлите фото.
complaint-opened =
    { $level ->
        [critical] { $informed ->
            [yes] Очень жаль, что так вышло. Это срочно: уже знают { $people }. Вам позвонят до <b>{ $by }</b>. Если ждать нельзя: { $phone }. Номер жалобы { $number }.
           *[no] Очень жаль, что так вышло. Это срочно: уже передали руководителю. Вам позвонят до <b>{ $by }</b>. Если ждать нельзя: { $phone }. Номер жалобы { $number }.
        }
       *[other] Очень жаль, что так вышло. Записали, номер <b>{ $number }</b>. Ответим до <b>{ $by }</b>.
    }
complaint-person =
    { $role ->
        [service_advisor] мастер-приёмщик
        [service_manager] руководитель сервиса
        [sales_advisor] консультант
        [sales_manager] руководитель продаж
        [customer_care] служба заботы
        [general_manager] директор
       *[other] коллега
    } { $name }
complaint-car = О какой машине речь?
complaint-car-why = Тогда коллега заранее посмотрит её историю и не будет переспрашивать.
complaint-car-option = { $car }
complaint-no-car = Не о машине
complaint-since = С какого времени?
complaint-since-why = Так мы быстрее найдём нужный визит. Не помните — ничего страшного.
complaint-since-today = Сегодня
complaint-since-days = Несколько дней
complaint-since-weeks = Пару недель
complaint-since-longer = Дольше
complaint-since-skip = Пропустить
complaint-wish = Что для вас будет решением? Нажмите или напишите своими словами.
complaint-wish-why = Зная, что для вас главное, мы предложим то, что действительно поможет.
complaint-wish-fix = Всё исправить
complaint-wish-refund = Вернуть деньги
complaint-wish-apology = Объяснить
complaint-wish-call = Позвонить мне
complaint-wish-skip = Пропустить
complaint-talk = Занимаемся жалобой { $number }. Есть что добавить — присылайте: текст, фото, голосовое.
complaint-where = 🔎 Как дела с ней?
complaint-leave = Пока всё
complaint-left = Хорошо. Жалоба { $number } у нас в работе, сообщим, как только будут новости.
complaint-over = Эта жалоба закрыта.
complaint-status =
    { $state ->
        [new] { $timed ->
            [yes] Жалоба { $number }: ищем, кто ею займётся. Ответим до <b>{ $by }</b>.
           *[no] Жалоба { $number }: ищем, кто ею займётся.
        }
        [waiting] Жалоба { $number }: { $named ->
            [yes] { $name } ждёт вашего ответа. Пишите прямо здесь.
           *[no] ждём вашего ответа. Пишите прямо здесь.
        }
        [hold] Жалоба { $number }: как договорились, продолжим <b>{ $until }</b> и свяжемся с вами.
        [offered] Жалоба { $number }: варианты уже у вас, выше. Выберите один или скажите, если ни один не подходит.
        [agreed] Жалоба { $number }: делаем то, что вы выбрали.
        [done] Жалоба { $number }: всё сделано, ждём вашего подтверждения.
       *[other] Жалоба { $number }: { $named ->
            [yes] занимается { $name }{ $timed ->
                [yes] {""}. Решение предложим до <b>{ $by }</b>.
               *[no] .
            }
           *[no] передаём другому коллеге{ $timed ->
                [yes] {""}, с вами свяжутся до <b>{ $by }</b>.
               *[no] .
            }
        }
    }
home-complaint = 📣 Моя жалоба
complaint-same = С возвращением. Это снова по жалобе { $number } или о другом?
complaint-same-same = 🔁 Снова по { $number }
complaint-same-new = ✏️ О другом
complaint-again = Жалоба { $number } снова открыта. Всё, что вы рассказали, сохранилось, повторять не нужно.
complaint-held = По жалобе { $number } нужно немного подождать: продолжим <b>{ $day }</b> и свяжемся с вами.
complaint-handed =
    👋 Дальше вашей жалобой занимается { $role ->
        [service_advisor] мастер-приёмщик
        [service_manager] руководитель сервиса
        [sales_advisor] консультант
        [sales_manager] руководитель продаж
        [customer_care] служба заботы
        [general_manager] директор
       *[other] коллега
    } { $name } — все подробности уже переданы.
solution = По жалобе { $number } можем предложить { $count ->
        [2] два варианта
        [3] три варианта
       *[other] варианты
    }. Какой вам подходит?
solution-list = { $solutions }
solution-take = ✔️ { $solution }
solution-none = Ни один не подходит
solution-taken = Хорошо: «{ $solution }». Сразу займёмся.
solution-none-told = Понимаем, подумаем ещё. Что бы вас устроило? Напишите ниже.
solution-over = С этим уже решено, посмотрите последнее сообщение.
settled-ask =
    { $time ->
        [1] По жалобе { $number } мы всё сделали:
       *[other] Хотим убедиться, что по жалобе { $number } всё хорошо:
    }
    «{ $remedy }»
    Вопрос решён?
settled-yes = 👍 Решён
settled-no = 👎 Ещё нет
settled-thanks = Спасибо, что сказали, и спасибо за терпение.
settled-not = Простите. Продолжаем. Чего ещё не хватает? Напишите ниже.
rating-title = Оценка
rating-result = Вы довольны результатом?
rating-speed = А тем, как быстро всё решили?
rating-yes = 😊 Да
rating-mostly = 🙂 В целом да
rating-no = 😕 Нет
rating-thanks = Записали, спасибо.

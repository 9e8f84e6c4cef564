# Staff: joining, menu, settings
role-service_advisor = service advisor
role-sales_advisor = sales advisor
role-customer_care = customer care
role-service_manager = service manager
role-sales_manager = sales manager
role-general_manager = general manager
role-marketing = marketing
role-administrator = administrator
staff-stranger = Hello! This is the assistant of the shop's staff. Ask your administrator for an invitation link and open it to join. If you drive one of our cars, please write to the owners' assistant.
staff-invite-used = This invitation is no longer valid. Please ask your administrator for a new one.
staff-welcome = Welcome to { $company } 👋 New bookings, changes and owners' messages will come here.
staff-only = Only the shop's staff can do this.
staff-anonymous = I cannot tell who wrote this: it came anonymously or from a channel. Please turn off “Remain anonymous” and try again.
staff-not-yours = A colleague opened this page. Send /today for one of your own.
staff-not-allowed = This is not for your role. Please ask your manager.
staff-gone = This is no longer there. Please look at the latest message.
staff-bind-in-group = Please add me to your store's group and send /bind there.
staff-bound =
    ✅ From now on this is the group of { $store }: booking cards will come here.{ $topics ->
        [yes] {""}
       *[no] {" "}Better turn on topics in the group's settings, so that each conversation gets its own.
    }
staff-added = Hello 👋 Please make me an administrator who may manage topics, then let your administrator send /bind here. Booking cards will then come to this group.
staff-no-channels = I work in groups and direct messages, so I am leaving this channel.
staff-group-lost = I was removed from the store's group; booking cards now come by direct message. To change that, add me again and send /bind there.
staff-home-title = Menu
staff-home-menu = Hello { $name }! { $store } · { $role }
staff-home-today = 📋 Today
staff-home-tomorrow = 📅 Tomorrow
staff-home-handover = 🔗 Hand-over link
staff-home-team = 👥 Team
staff-home-settings = ⚙️ Settings
staff-settings-title = Settings
staff-settings-menu = Which language for messages and cards?
staff-language-zh-CN = 中文
staff-language-en = English
staff-language-ru = Русский
staff-language-kept = All right, English it is.

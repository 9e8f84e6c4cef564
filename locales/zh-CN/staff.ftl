# 员工端：加入、菜单、设置
role-service_advisor = 服务顾问
role-sales_advisor = 销售顾问
role-customer_care = 客户关怀
role-service_manager = 服务经理
role-sales_manager = 销售经理
role-general_manager = 总经理
role-marketing = 市场
role-administrator = 管理员
staff-stranger = 您好！这里是门店同事的工作助手。请向管理员要一个邀请链接，点开就能加入。如果您是车主，请用我们的车主助手。
staff-invite-used = 这个邀请链接已经失效了，请管理员再发一个。
staff-welcome = 欢迎加入{ $company } 👋 新预约、改期和车主的消息都会发到这里。
staff-only = 这里只有门店同事能操作。
staff-anonymous = 匿名身份或频道发来的，我没法确认是谁。请关闭「匿名」后再试一次。
staff-not-yours = 这是同事打开的页面。您可以自己发 /today 打开一份。
staff-not-allowed = 您的岗位不能做这一步，请找主管帮忙。
staff-gone = 这条已经不在了，请看最新的消息。
staff-bind-in-group = 请把我加进门店的群，再在群里发 /bind。
staff-bound =
    ✅ 这个群以后就是{ $store }的工作群，预约卡片都会发到这里。{ $topics ->
        [yes] {""}
       *[no] {" "}建议在群设置里打开「话题」，每位车主的对话会有自己的话题。
    }
staff-added = 大家好 👋 请管理员把我设为群管理员（允许「管理话题」），然后在群里发 /bind，预约卡片就会发到这里。
staff-no-channels = 我只在群和私聊里工作，先退出这个频道了。
staff-group-lost = 我被移出了门店的群，预约卡片暂时改为私聊发送。要恢复，请把我加回去，再在群里发 /bind。
staff-home-title = 首页
staff-home-menu = { $name }，您好！{ $store } · { $role }
staff-home-today = 📋 今天到店
staff-home-tomorrow = 📅 明天到店
staff-home-handover = 🔗 交车链接
staff-home-team = 👥 同事
staff-home-settings = ⚙️ 设置
staff-settings-title = 设置
staff-settings-menu = 消息和卡片用哪种语言？
staff-language-zh-CN = 中文
staff-language-en = English
staff-language-ru = Русский
staff-language-kept = 好的，以后就用中文。

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
       *[no] 建议在群设置里打开「话题」，每位车主的对话会有自己的话题。
    }
staff-other-group = 这里不是您门店的员工群，店里的事我只在自己的群和私聊里说。
staff-added = 大家好 👋 请管理员把我设为群管理员（允许「管理话题」），然后在群里发 /bind，预约卡片就会发到这里。
staff-no-channels = 我只在群和私聊里工作，先退出这个频道了。
staff-group-lost = 我被移出了门店的群，预约卡片暂时改为私聊发送。要恢复，请把我加回去，再在群里发 /bind。
staff-home-title = 首页
staff-home-menu = { $name }，您好！{ $store } · { $role }
staff-home-today = 📋 今天到店
staff-home-tomorrow = 📅 明天到店
staff-home-owners = 🔎 找车主
staff-home-handover = 🔗 交车链接
staff-home-team = 👥 同事
staff-home-settings = ⚙️ 设置
staff-settings-title = 设置
staff-settings-menu = 消息和卡片用哪种语言？
staff-language-zh-CN = 中文
staff-language-en = English
staff-language-ru = Русский
staff-language-kept = 好的，以后就用中文。
staff-only-direct = 这个只能在私聊里做：点我的头像，给我发消息。
staff-no-link-yet = 我还没连上 Telegram，请过一分钟再试。
command-staff-today = 今天到店
command-staff-tomorrow = 明天到店
command-staff-mine = 我的投诉
command-staff-settings = 设置

# 到店看板
board-title = 到店看板
board-rows =
    📋 <b>{ $day }</b>{ $count ->
        [0] {""}
       *[other] ：共 { $count } 台，已到 { $arrived } 台
    }

    { $count ->
        [0] 这天还没有预约。
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
    　　{ $jobs }（{ $state ->
        [requested] 待确认
        [confirmed] 已约好
        [arrived] 已到店
        [no_show] 未到
       *[done] 已完成
    }，{ $advisor }）
board-arrived = ✅ { $at } 到店
board-missed = ✖️ { $at } 未到
board-open = { $at } 详情
board-refresh = 🔄 刷新
board-today = 今天
board-tomorrow = 明天
visit-arrived = { $at } 的车已登记到店。
visit-no-show = { $at } 的预约已记为未到，位置空出来了，也给车主发了改约的消息。
visit-not-today = 这个预约是 { $at } 的，当天才能登记到店。
visit-not-yet = 还没到预约时间（{ $at }），先等等看。
visit-confirmed = 已确认，车主收到通知了。
visit-noted = 备注已记下。
visit-note-full = 备注太长了，放不下。
visit-as-it-is =
    { $state ->
        [requested] 这个预约还在等确认。
        [confirmed] 这个预约已经确认过了。
        [arrived] 这台车已经登记到店了。
        [no_show] 这个预约已记为未到。
        [cancelled] 车主已经取消了这个预约。
        [done] 这个预约已经完成了。
       *[other] 这个预约已经结束了。
    }
staff-visit-title = 预约详情
staff-visit-card = { $lines }

# 预约卡片
card-visit = { $lines }
card-head =
    { $state ->
        [requested] 🟡 <b>待确认</b>
        [confirmed] 🟢 <b>已约好</b>
        [arrived] 🔵 <b>已到店</b>
        [no_show] ⚪️ <b>未到店</b>
        [cancelled] ✖️ <b>已取消</b>
        [done] ✅ <b>已完成</b>
       *[other] <b>已结束</b>
    } · 单号 { $number }
card-flag-safety = 🚨 安全隐患，请最先处理
card-flag-repeat = 🔁 可能是返修，请优先安排
card-flag-vip = ⭐️ 重要客户
card-when = 🕒 <b>{ $short }</b>，预计 { $finish } 交车
card-car = 🚗 { $car }
card-jobs = 🔧 { $jobs }（{ $duration }，预估 { $price }）
card-owner = 👤 { $owner } { $phone }
card-desk = 🧑‍🔧 { $advisor } · { $bay }
card-pickup = 🚙 上门取车：{ $value }
card-odometer-km = 📏 { $value } 公里
card-remark = 💬 车主备注：{ $value }
card-note = 📝 内部备注：{ $value }
card-promised = 👌 车主说会来
card-photos = 📷 照片 { $value } 张
card-reason =
    取消原因：{ $reason ->
        [time] 时间不合适
        [sold] 车已卖
        [elsewhere] 在别处做了
       *[other] 其他
    }
card-photo = 📷 单号 { $number } 的照片
card-said-moved = 🔁 单号 { $number } 改到 <b>{ $short }</b>：{ $car }，{ $jobs }
card-said-cancelled = ✖️ 单号 { $number } 已取消：{ $car }，原定 { $short }
card-said-on_my_way = 🚗 { $short } 的车主说在路上，位置多留一会儿（单号 { $number }）。
card-said-says_here = 📍 { $short } 的车主说已经到店了，请去接一下（单号 { $number }）。
card-said-declined = 🙅 单号 { $number }：建议的时间车主都不方便。{ $car }，原定 { $short }
card-confirm = ✅ 确认
card-arrived = ✅ 已到店
card-missed = ✖️ 没来
card-propose = 🕒 建议其他时间
card-add-note = 📝 备注
card-take-chat = 💬 接待车主
card-danger =
    🚨 <b>安全隐患</b>
    👤 { $owner } { $phone }
    🚗 { $car }
    「{ $words }」
card-claim =
    🚗 <b>请核实车主</b>
    { $owner }（{ $phone }）说 { $car } 是自己的车。{ $others ->
        [yes] 这台车之前登记在别人名下。
       *[no] 这台车我们还没有记录。
    }
card-claim-phone =
    📱 <b>请核实车主</b>
    { $owner }（{ $phone }）的手机号登记在不止一位车主名下，请联系确认是哪一位。
card-claim-yes = ✅ 确认是车主
card-claim-done = ✅ { $by } 已确认：{ $car } 是 { $owner }（{ $phone }）的车。
claim-confirmed = 已确认，车主收到通知了。
claim-known = 之前已经确认过了。
chat-taken = 这位车主现在由您接待。
chat-taken-by = { $name } 正在接待这位车主。
chat-closed = 对话已结束。
chat-over = 对话之前已经结束了。

# 建议其他时间
propose-title = 建议其他时间
propose-day = 单号 { $number }，原定 { $start }。换到哪天？也可以直接打字，比如「周六上午十点」。
propose-time = { $day }，几点？
propose-more =
    给车主发这{ $count ->
        [1] 个时间
       *[other] {" "}{ $count } 个时间
    }，一点就能改约：

    { $times }
propose-send = 📨 发给车主
propose-add = ➕ 再加一个
propose-clear = 🗑 重选
propose-another = 再选一个时间。
propose-cleared = 好的，重新选。
propose-none = 近期都约满了。
propose-none-then = 那个时间没有空位，选一个别的吧。
propose-taken = { $at } 没有空位了，选一个别的吧。
propose-gone = { $times } 刚被约走了，换一个吧。
propose-sent = 已发给车主，选好了我马上告诉您。
propose-sent-toast = 已发送
propose-unreachable = 车主没有用我们的助手，没法发消息，请打电话：{ $phone }

note-title = 备注
note-words =
    单号 { $number } 记点什么？只有同事看得到。{ $group ->
        [yes] 请<b>回复</b>这条消息来写。
       *[no] {""}
    }

# 交车与同事
handover-title = 交车链接
handover-car = 发车牌或车架号给我，我生成一个一次性链接和二维码，车主一扫就绑好车。
handover-not-read =
    没看懂。请发车牌{ $example ->
        [none] {""}
       *[other] （如 { $example }）
    }或 17 位车架号。
handover-link =
    🔗 <b>{ $car }</b>
    请车主打开，或扫下面的二维码。只能用一次，{ $until } 前有效：
    { $link }
team-title = 同事
team-list = 本店的同事：
team-member =
    { $blocked ->
        [yes] 🚫 { $name } · { $role }
       *[no] { $name } · { $role }
    }
team-invite = ➕ 邀请同事
colleague-title = 同事
colleague-card =
    { $blocked ->
        [yes] { $name } · { $role }。TA 停用了我，收不到消息。
       *[no] { $name } · { $role }
    }
colleague-remove = 离职，移出
colleague-removed = { $name } 已移出，不能再看到任何消息。
invite-title = 邀请同事
invite-role = 邀请来做什么岗位？
invite-desk = 坐哪个接待台？
invite-desk-option = { $name }
invite-no-desk = 没有固定接待台
invite-link =
    🔗 邀请一位{ $role }。请把链接发给他本人，只能用一次，{ $until } 前有效：
    { $link }
card-deletion =
    🗑 <b>{ $news ->
        [withdrawn] 撤回了删除申请
       *[asked] 申请删除数据
    }</b>
    👤 { $owner } { $phone }
    { $news ->
        [withdrawn] 车主改主意了，一切照旧。不用您动手。
       *[asked] 最晚 { $until } 删干净，这期间只给车主发他约着的到店和对话里的消息。不用您动手。
    }

# 车主档案
owners-title = 找车主
owners-who = 发车牌号、手机号、姓名、车架号或客户编号，我来找。
owners-found = 找到这些，点一下看档案：
owners-option = { $name } · { $car }
owners-nobody = 没找到。换一个试试，比如车牌号或手机号。
owner-title = 车主档案
owner-card =
    <b>{ $name }</b>
    电话：{ $phone }
    车辆：{ $cars }
owner-to-name = ✏️ 改姓名
owner-to-phone = 📞 改电话
owner-to-merge = 🔀 合并重复档案
owner-to-car = 🚗 合并重复车辆
owner-name-title = 改姓名
owner-name-name = { $name } 应该叫什么？把正确的姓名发给我。
owner-name-bad = 姓名空着或太长了，再发一次吧。
owner-phone-title = 改电话
owner-phone-phone = { $name } 现在记的是 { $phone }。把正确的号码发给我。
owner-phone-bad = 这个号码看不懂，请带上区号或国家码再发一次。
owner-corrected = 改好了，以后导入表格也不会覆盖。
owner-merge-title = 合并档案
owner-merge-who = 哪一份和 { $name } 是同一个人？发对方的车牌号、手机号或姓名。
owner-merge-other = 选要并进 { $name } 的那一份：
owner-merge-sure =
    保留：{ $kept }
    并入：{ $gone }
    车辆、记录和聊天都会归到保留的这份；两份都同意过的消息才继续发。合并后不能撤销，确定吗？
owner-line = { $name }（{ $phone }）
owner-merged = 合并好了。
owner-car-title = 合并车辆
owner-car-car = { $name } 名下的车，哪一辆记重了？点要保留的那一辆：
owner-car-option = { $car } · { $model }
owner-car-who = 保留的是 { $kept }。另一份记在哪个车牌或车架号下？发给我。
owner-car-nothing = 没找到另一份。换它的车牌号或车架号再试试。
owner-car-two = 两边的车架号不一样，这是两辆车，不能合并。
owner-car-sure =
    保留：{ $kept }
    并入：{ $gone }
    进厂记录、里程、预约和用车人都归到保留的这辆，名单上的人以后都看得到它的记录。合并后不能撤销，确定吗？
owner-car-line = { $car } · { $model }（{ $drivers }）

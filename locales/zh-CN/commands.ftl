# 命令菜单里的说明
command-owner-book = 预约到店
command-owner-bookings = 我的预约
command-owner-mycar = 我的车
command-owner-human = 找人工
command-owner-settings = 设置
command-staff-today = 今天到店
command-staff-tomorrow = 明天到店
command-staff-handover = 交车链接
command-staff-team = 同事
command-staff-settings = 设置

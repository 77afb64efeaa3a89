"""What batches have to say (B130 to B139): codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

BUG = Message(
    "B130",
    "docgen 内部出错（{kind}，{line}）",
    "这是 docgen 的缺陷：请连同内容文件和 {log} 一起报告",
    "docgen 自身的缺陷：这份文档没有生成，别的照常。出错的位置在提示所说的日志文件里；请把日志和内容文件一起报告。",
)
OUT_OF_MEMORY = Message(
    "B131",
    "生成这份文档时内存不够",
    "用 --jobs 1 单独生成它；仍然不够时，把文档分成几份",
    "生成这份文档时内存不够。减少同时生成的份数（--jobs 1），或把文档分成几份。",
)
KILLED = Message(
    "B132",
    "生成这份文档的进程被系统结束了，重试一次仍然如此",
    "多半是内存不够：关闭别的程序，或用 --jobs 1；也可以把文档分成几份",
    "生成这份文档的进程两次被操作系统结束，多半是内存不够。别的文档照常生成。用 --jobs 1 再试，或把文档分成几份。",
)
NOT_RECORDED = Message(
    "B133",
    "记不下进度：{reason}",
    "文档照常生成，但中断后不能接着做；检查文件夹的权限和磁盘空间",
    "工作目录的 .docgen/ 写不进去，进度没有记下；文档照常生成，只是中断后 --resume 不能接着做。检查权限和磁盘空间。",
    severity="warning",
)
NO_CLUSTER_LIBRARY = Message(
    "B134",
    "没有安装集群用的组件",
    "pip install 'docgen[cluster]'；或去掉 --cluster，用本机的多个进程（--jobs）",
    "--cluster 需要 Dask distributed：pip install 'docgen[cluster]'，每台机器都要装。",
)
NO_SCHEDULER = Message(
    "B135",
    "连不上集群的调度器：{reason}",
    "检查地址，例如 tcp://10.0.0.5:8786；重新启动 dask scheduler 后用 docgen build --resume 接着做",
    "连不上 Dask 的调度器，或中途断开。已写出的文档都在；调度器恢复后用 docgen build --resume 接着做。",
)
OTHER_PROGRAM = Message(
    "B136",
    "集群上的 docgen 或字体与本机不同，排出的版面会不一样",
    "在每台机器上装同一版本的 docgen 和同样的字体，再启动 dask worker",
    "集群的某台机器上 docgen 的版本或字体与发起的机器不同，生成的字节会不一样，所以不用它。统一版本和字体后重启 dask worker。",
)

"""What the codes of batches (B130…B139) mean, for `docgen explain`."""

from __future__ import annotations

EXPLANATIONS: dict[str, str] = {
    "B130": "docgen 自身的缺陷：这份文档没有生成，别的照常。出错的位置在提示所说的日志文件里；请把日志和内容文件一起报告。",
    "B131": "生成这份文档时内存不够。减少同时生成的份数（--jobs 1），或把文档分成几份。",
    "B132": "生成这份文档的进程两次被操作系统结束，多半是内存不够。别的文档照常生成。用 --jobs 1 再试，或把文档分成几份。",
    "B133": "工作目录的 .docgen/ 写不进去，进度没有记下；文档照常生成，只是中断后 --resume 不能接着做。检查权限和磁盘空间。",
    "B134": "--cluster 需要 Dask distributed：pip install 'docgen[cluster]'，每台机器都要装。",
    "B135": "连不上 Dask 的调度器，或中途断开。已写出的文档都在；调度器恢复后用 docgen build --resume 接着做。",
    "B136": "集群的某台机器上 docgen 的版本或字体与发起的机器不同，生成的字节会不一样，所以不用它。统一版本和字体后重启 dask worker。",
}

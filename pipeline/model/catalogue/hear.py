"""Sentences about engines, models and drafts."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "engine-unknown": (
        "没有名为“{engine}”的识别引擎。请在 archive.yml 的 engine 一栏改写为：{known}。",
        "There is no engine named {engine}. Write one of these as engine in archive.yml: {known}.",
    ),
    "whisper-missing": (
        '识别引擎 openai-whisper 没有安装。请运行 pip install "koushu[whisper]" 安装。',
        'openai-whisper is not installed. Run pip install "koushu[whisper]" first.',
    ),
    "model-unnamed": (
        "archive.yml 没有写明识别模型。请在 model 一栏写上模型名称（如 large-v3）或模型文件的路径。",
        "archive.yml names no model. Write a name (such as large-v3) or the path of a model file as model.",
    ),
    "silero-missing": (
        'archive.yml 中 speech: silero 所需的模型没有安装。请改写为 speech: loudness，或执行：pip install "koushu[faster]"',
        'The model for speech: silero in archive.yml is missing. Write speech: loudness, or run: pip install "koushu[faster]"',
    ),
    "sherpa-missing": (
        '没有安装 sherpa-onnx。请执行：pip install "koushu[sherpa]"',
        'sherpa-onnx is not installed. Run: pip install "koushu[sherpa]"',
    ),
    "voices-not-found": (
        "archive.yml 的 speakers 所写的模型“{model}”找不到或不能用。请检查路径，看两个模型是否写反。",
        "The model {model} under speakers in archive.yml is missing or no such model. Check path and order.",
    ),
    "model-not-found": (
        "找不到识别模型“{model}”：既没有这个文件，也不是 Whisper 的模型名称。可用的名称：{known}。",
        "The model {model} is neither a file nor a name that Whisper knows. Names: {known}.",
    ),
    "model-unreadable": (
        "“{model}”不是 Whisper 模型，或文件不完整。请换成正确的模型文件，或重新复制一份。",
        "{model} is not a Whisper model, or has lost its end. Name the right file, or copy it again.",
    ),
    "model-not-read": (
        "打不开识别模型“{model}”（{reason}）。请检查读取权限。",
        "The model {model} cannot be opened ({reason}). Check that you may read it.",
    ),
    "model-too-large": (
        "内存不足，装不下识别模型“{model}”。请换用较小的模型（如 small），或在内存更大的电脑上运行。",
        "There is not enough memory for the model {model}. Name a smaller one (such as small), or use a larger machine.",
    ),
    "model-not-downloaded": (
        "识别模型“{model}”没有下载成功（{reason}）。请检查网络，或在别处下载后把文件路径写在 archive.yml 的 model 一栏。",
        "The model {model} was not downloaded ({reason}). Check the network, or name the path of a copy in archive.yml.",
    ),
    "transcript-empty": (
        "文字稿 {file} 里没有一条字幕。请确认拿对了文件。",
        "The transcript {file} holds no cue. Check that it is the right file.",
    ),
    "file-unreadable": (
        "打不开 {file}（{reason}）。请检查文件名和读取权限。",
        "{file} cannot be opened ({reason}). Check its name and that you may read it.",
    ),
    "picture-heic": (
        "{file} 是 HEIC 或 AVIF 照片，本程序还读不了。请在手机或电脑上另存为 JPEG（质量选最高）再添，原文件也请保存好。",
        "{file} is a HEIC or AVIF picture, which cannot be read yet. Save it as JPEG in the best quality and add that.",
    ),
    "file-not-plain": (
        "{file} 不是普通文件（是文件夹、管道或设备），没有收录。请写要收录的文件本身。",
        "{file} is not a plain file but a folder, a pipe or a device, and was not taken in. Name the file itself.",
    ),
    "file-empty": (
        "{file} 是空文件（0 字节）。请重新复制一份。",
        "{file} is empty (0 bytes). Copy it again.",
    ),
    "faster-missing": (
        '识别引擎 faster-whisper 没有安装。请运行 pip install "koushu[faster]" 安装。',
        'faster-whisper is not installed. Run pip install "koushu[faster]" first.',
    ),
    "model-not-folder": (
        "引擎 faster 要的是一个文件夹（CTranslate2 格式），而“{model}”是一个文件。请在 model 一栏"
        "写文件夹，或把 engine 改为 whisper。",
        "The engine faster reads a folder in CTranslate2's form, and {model} is a file. Name the folder, "
        "or write engine: whisper.",
    ),
    "model-file-missing": (
        "识别模型文件夹“{model}”里没有可用的 {file}。请把整个文件夹重新复制一份。",
        "The model folder {model} lacks a usable {file}. Copy the whole folder again.",
    ),
    "gpu-failed": (
        "显卡没有算成（{reason}）。请检查显卡驱动和 CUDA 库（cuBLAS、cuDNN），或把环境变量"
        " CUDA_VISIBLE_DEVICES 设为 -1，改用处理器。",
        "The graphics card failed ({reason}). Check its driver and the CUDA libraries (cuBLAS, cuDNN), or set "
        "CUDA_VISIBLE_DEVICES to -1 to use the processor.",
    ),
    "service-unnamed": (
        "archive.yml 没有写明识别服务器的地址。请在 service 一栏写上地址，例如 http://192.168.1.20:8000/v1。",
        "archive.yml does not say where the recognition server is. Write its address as service, such as http://192.168.1.20:8000/v1.",
    ),
    "service-unnamed-model": (
        "archive.yml 没有写明服务器上的识别模型。请在 model 一栏写上服务器给它的名称。",
        "archive.yml does not name a model of the recognition server. Write the name that the server gives it as model.",
    ),
    "service-address": (
        "识别服务器的地址“{service}”写法有误。请写成 http://192.168.1.20:8000/v1 这样，里面不要有用户名、密码和问号。",
        "The recognition server's address {service} is not written well. Write it like http://192.168.1.20:8000/v1, without a "
        "user name, a password or a question mark.",
    ),
    "service-key": (
        "环境变量 KOUSHU_SERVICE_KEY 里有不能用在密钥中的字符。请重新设置，前后不要带引号和换行。",
        "The environment variable KOUSHU_SERVICE_KEY holds characters that no key has. Set it again, "
        "without quotes or line breaks.",
    ),
    "service-outside": (
        "识别服务器 {host} 不在本单位的网络里，这篇访谈的授权又不允许外送识别，录音没有送出。请改用内网的服务器；"
        "本人同意的，请在授权里写 recognise_elsewhere: yes。",
        "The recognition server {host} is outside the archive's own network, and this interview's consent does not allow that; "
        "nothing was sent. Use a server inside, or write recognise_elsewhere: yes in the consent if the person agrees.",
    ),
    "service-not-encrypted": (
        "识别服务器 {host} 在本单位的网络之外，地址又不是 https，录音没有送出。请把 service 改为 https 开头的地址。",
        "The recognition server {host} is outside the archive's own network and not reached by https; nothing was sent. Write an "
        "address that begins with https as service.",
    ),
    "service-unreachable": (
        "连不上识别服务器 {host}（{reason}）。请检查服务器是否开着、地址和网络是否正确，然后再运行一次。",
        "The recognition server {host} cannot be reached ({reason}). Check that it runs and its address, then run again.",
    ),
    "service-untrusted": (
        "识别服务器 {host} 的证书不可信（{reason}），录音没有送出。请更换证书，或把本单位的根证书写进环境变量 SSL_CERT_FILE。",
        "The certificate of the recognition server {host} is not to be trusted ({reason}); nothing was sent. Replace it, or name "
        "your own root certificate in the environment variable SSL_CERT_FILE.",
    ),
    "service-slow": (
        "识别服务器 {host} 在 {seconds} 秒内没有答复。请查看服务器是否太忙，然后再运行一次，会接着做。",
        "The recognition server {host} did not answer within {seconds} seconds. See whether it is too busy, then run again.",
    ),
    "service-refused": (
        "识别服务器 {host} 没有接受录音（{status} {reason}）。请检查地址、模型名称和密钥是否正确，以及服务器的日志。",
        "The recognition server {host} did not accept the sound ({status} {reason}). Check its address, the model's name, the "
        "key and the server's log.",
    ),
    "service-redirected": (
        "识别服务器 {host} 要求转到别的地址，录音没有转送。请把最终的地址写在 service 一栏。",
        "The recognition server {host} points to another address; the sound was not sent there. Write the final "
        "address as service.",
    ),
    "service-unlike": (
        "识别服务器 {host} 的答复不是识别结果（{reason}）。请确认它提供与 OpenAI 相同的转写接口（verbose_json）。",
        "What the recognition server {host} answers is no transcription ({reason}). Check that it speaks OpenAI's transcription "
        "interface (verbose_json).",
    ),
    # sherpa-onnx and its model folders
    "sherpa-unnamed": (
        "archive.yml 没有写明识别模型。请在 model 一栏写上 sherpa-onnx 模型文件夹的路径。",
        "archive.yml names no model. Write the path of a sherpa-onnx model folder as model.",
    ),
    "sherpa-no-folder": (
        "找不到模型文件夹“{model}”。sherpa 引擎的模型是一个文件夹：请在 archive.yml 的 model 一栏写上它的路径。",
        "There is no model folder {model}. A model for sherpa is a folder: write its path as model in archive.yml.",
    ),
    "sherpa-no-graph": (
        "文件夹“{model}”里没有模型文件（.onnx）。请写上解压后直接放着 .onnx 文件的那一层文件夹。",
        "The folder {model} holds no model file (.onnx). Name the unpacked folder in which the .onnx files lie.",
    ),
    "sherpa-file-missing": (
        "模型文件夹“{model}”看来是 {kind} 模型，但缺少 {file}。请从原来的压缩包里补上，或整个重新解压。",
        "The folder {model} looks like a {kind} model, but {file} is missing. Unpack the archive it came in again.",
    ),
    "sherpa-file-empty": (
        "模型文件夹“{model}”里的 {file} 是空文件。请从原来的压缩包里重新解压。",
        "{file} in the model folder {model} is empty. Unpack the archive it came in again.",
    ),
    "sherpa-file-broken": (
        "模型文件夹“{model}”里的 {file} 不是完整的 ONNX 模型。请重新下载或复制一份。",
        "{file} in the model folder {model} is not a whole ONNX model. Download or copy it again.",
    ),
    "sherpa-kind-unclear": (
        "看不出文件夹“{model}”里的 {file} 是哪一种模型。sherpa 引擎认得的有：{known}。请换用其中一种。",
        "Nothing tells what kind of model {file} in {model} is. sherpa is used here with: {known}. Choose one of these.",
    ),
    "sherpa-refuses": (
        "sherpa-onnx 装不上 {kind} 模型“{model}”（{reason}）。请确认文件夹里的文件出自同一个压缩包，并且内存足够。",
        "sherpa-onnx cannot load the {kind} model {model} ({reason}). See that its files are of one archive and memory suffices.",
    ),
    "sherpa-fails": (
        "sherpa-onnx 用模型“{model}”识别这段录音时出错（{reason}）。请换一个模型再听写这段录音。",
        "sherpa-onnx failed on this recording with the model {model} ({reason}). Hear it with another model.",
    ),
    "punctuation-not-found": (
        "“{model}”不是标点模型文件夹。请在 archive.yml 的 punctuation 一栏写上 sherpa-onnx 的 ct-transformer 文件夹。",
        "{model} holds no punctuation model. Write a ct-transformer folder of sherpa-onnx as punctuation in archive.yml.",
    ),
    "machine-punctuation": (
        "{at}“{words}”的标点是标点模型加上的。请对照录音核对断句。",
        "{at} “{words}”: its punctuation was set by a model. Check the sentences against the sound.",
    ),
}

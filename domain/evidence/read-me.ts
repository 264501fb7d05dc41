/** How to check a packet with what every computer has. In Chinese first: most of those who get one read it. */
export const READ_ME = `证据包说明 / ABOUT THIS PACKET

index.html 用浏览器打开即可阅读，无需联网；其余文件是同一内容的原始数据。
Open index.html in a browser, without a network; the other files hold the same as data.

一、逐个文件核对 / Check every file
    sha256sum -c SHA256SUMS
    (macOS: shasum -a 256 -c SHA256SUMS)

二、核对事件链 / Check the chain of events
    events/NNNNNN.txt 的第一行是上一事件的哈希，其余是本事件的规范 JSON。
    该文件的 SHA-256 就是本事件的哈希，也是下一文件的第一行；首个文件的第一行是 genesis。
    The first line of events/NNNNNN.txt is the hash of the event before it, the rest is the event as canonical
    JSON (RFC 8785). The SHA-256 of the file, base64url without padding, is the event's own hash and the first line
    of the next file; the first line of the first file is "genesis":
    openssl dgst -sha256 -binary events/000001.txt | base64 | tr '+/' '-_' | tr -d '='
    最后一个哈希应等于 case.json 中的 chain.head。
    The last hash is chain.head of case.json. Ask the firm for the hash of that event to hold it against this one:
    whoever rewrites all files can rewrite the list too, but not what the firm and others keep.

三、内容 / Contents
    contents/ 中每个文件的 SHA-256（base64url）列于 contents.json；documents/ 的 SHA-256（十六进制）列于 documents.json。
    已删除或不含于本包的，只列哈希。
    The SHA-256 of each file of contents/ (base64url) stands in contents.json, that of documents/ (hex) in
    documents.json. What was erased, or does not go into this packet, is there by its hash alone.

四、一次核对全部 / All of it at once
    node operations/verify-packet.ts FILE.zip    (Node.js 24, Recourse 源代码 / sources)
`;

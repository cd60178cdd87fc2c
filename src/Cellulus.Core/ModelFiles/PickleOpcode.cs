namespace Cellulus;

/// <summary>The opcodes of pickle protocol 2 that a checkpoint of tensors, numbers and text is made of.</summary>
internal enum PickleOpcode : byte
{
    Protocol = 0x80,
    Stop = (byte)'.',

    None = (byte)'N',
    True = 0x88,
    False = 0x89,
    Int32 = (byte)'J',
    Byte = (byte)'K',
    UInt16 = (byte)'M',
    Long = 0x8a,
    Double = (byte)'G',
    Text = (byte)'X',

    Mark = (byte)'(',
    EmptyTuple = (byte)')',
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    Tuple = (byte)'t',
    EmptyList = (byte)']',
    Append = (byte)'a',
    Appends = (byte)'e',
    EmptyDictionary = (byte)'}',
    SetItem = (byte)'s',
    SetItems = (byte)'u',

    Put = (byte)'q',
    LongPut = (byte)'r',
    Get = (byte)'h',
    LongGet = (byte)'j',

    Global = (byte)'c',
    PersistentId = (byte)'Q',
    Reduce = (byte)'R',
    Build = (byte)'b',
}

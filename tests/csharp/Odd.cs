using System;
using System.IO;
using System.Threading;

/// A stream of bytes that behaves in other ways than usual ones.
internal sealed class Odd : Stream
{
    private readonly MemoryStream bytes;

    internal Odd(byte[] bytes)
    {
        this.bytes = new MemoryStream(bytes);
    }

    internal int Most = int.MaxValue;
    internal int More;
    internal bool Closed;
    internal bool Abort;
    internal bool Collects;
    internal Exception Thrown;
    internal Action Written;

    public override bool CanRead
    {
        get { return !Closed; }
    }

    public override bool CanSeek
    {
        get { return false; }
    }

    public override bool CanWrite
    {
        get { return true; }
    }

    public override long Length
    {
        get { throw new NotSupportedException(); }
    }

    public override long Position
    {
        get { throw new NotSupportedException(); }
        set { throw new NotSupportedException(); }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Abort)
        {
            Thread.CurrentThread.Abort("enough");
        }
        if (Collects)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        if (Thrown != null && bytes.Position > 0)
        {
            throw Thrown;
        }
        return bytes.Read(buffer, offset, Math.Min(count, Most)) + More;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Thrown != null)
        {
            throw Thrown;
        }
        if (Written != null)
        {
            Written();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        throw new NotSupportedException();
    }

    public override void SetLength(long value)
    {
        throw new NotSupportedException();
    }
}

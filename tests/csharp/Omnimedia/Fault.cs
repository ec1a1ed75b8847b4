using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Serialization;
using System.Text;

// Where exceptions need no such form any more, in .NET, what they inherit it from is marked as obsolete.
#pragma warning disable SYSLIB0051, 0672

namespace Omnimedia
{
    /// <summary>One thing that is wrong: what, where, and what to do about it.</summary>
    [Serializable]
    public sealed class Fault
    {
        internal Fault(FaultCode code, string name, string message, string advice)
        {
            Code = code;
            Name = name;
            Message = message;
            Place = "";
            Advice = advice;
        }

        internal Fault(NativeFault fault)
        {
            Code = (FaultCode)fault.Code;
            IsWarning = fault.IsWarning != 0;
            Name = Utf8.Decode(fault.Name) ?? "";
            Message = Utf8.Decode(fault.Message) ?? "";
            Place = Utf8.Decode(fault.Place) ?? "";
            Advice = Utf8.Decode(fault.Advice) ?? "";
            Row = fault.Row;
            Line = fault.Line;
            Column = fault.Column;
        }

        /// <summary>The number of the fault, the same in every language.</summary>
        public FaultCode Code { get; }

        /// <summary>Whether it is only worth a look.</summary>
        public bool IsWarning { get; }

        /// <summary>The stable name of the code, such as <c>not_found</c>.</summary>
        public string Name { get; }

        /// <summary>What is wrong, in one line.</summary>
        public string Message { get; }

        /// <summary>
        /// Where: row, line, column and a path such as <c>products[3].media[0].locale</c>; empty where an argument
        /// itself is at fault.
        /// </summary>
        public string Place { get; }

        /// <summary>What to do about it, in one line.</summary>
        public string Advice { get; }

        /// <summary>The row of a manifest, counted from 1; 0 where there is none.</summary>
        public ulong Row { get; }

        /// <summary>The line, counted from 1; 0 where there is none.</summary>
        public ulong Line { get; }

        /// <summary>The column, counted from 1 in bytes; 0 where there is none.</summary>
        public ulong Column { get; }

        /// <summary>Place, message and advice in one line.</summary>
        public override string ToString()
        {
            var before = Place.Length == 0 ? "" : Place + ": ";
            return before + Message + (Advice.Length == 0 ? "" : "; " + Advice);
        }

        /// <summary>All faults of a handle, which may be NULL. The handle is released.</summary>
        internal static IReadOnlyList<Fault> Take(IntPtr handle)
        {
            string text;
            return Take(handle, out text);
        }

        /// <summary>The same, and the text of all; null where there is none.</summary>
        internal static unsafe IReadOnlyList<Fault> Take(IntPtr handle, out string text)
        {
            var all = new List<Fault>();
            text = null;
            if (handle == IntPtr.Zero)
            {
                return all;
            }
            try
            {
                var count = UIntPtr.Zero;
                Native.omnimedia_fault_count(handle, &count);
                for (ulong index = 0; index < count.ToUInt64(); index++)
                {
                    NativeFault fault;
                    if (Native.omnimedia_fault_at(handle, new UIntPtr(index), &fault) == 0)
                    {
                        all.Add(new Fault(fault));
                    }
                }
                Str lines;
                text = Native.omnimedia_fault_text(handle, &lines) == 0 ? Utf8.Decode(lines) : null;
            }
            finally
            {
                Native.omnimedia_fault_release(handle);
            }
            return all;
        }
    }

    /// <summary>
    /// Why a call was refused: at least one fault. <see cref="Code"/>, <see cref="Name"/>, <see cref="Place"/> and
    /// <see cref="Advice"/> are those of the first. It crosses application domains with all its faults.
    /// </summary>
    [Serializable]
    public sealed class OmnimediaException : Exception
    {
        private OmnimediaException(IReadOnlyList<Fault> faults, string text) : base(Told(faults))
        {
            Faults = faults;
            Text = text;
        }

        private OmnimediaException(SerializationInfo info, StreamingContext context) : base(info, context)
        {
            Faults = (Fault[])info.GetValue(nameof(Faults), typeof(Fault[]));
            Text = info.GetString(nameof(Text));
        }

        /// <summary>Writes the exception down, with its faults, for another application domain.</summary>
        /// <exception cref="ArgumentNullException">There is nothing to write to.</exception>
        public override void GetObjectData(SerializationInfo info, StreamingContext context)
        {
            if (info == null)
            {
                throw new ArgumentNullException(nameof(info));
            }
            base.GetObjectData(info, context);
            info.AddValue(nameof(Faults), Faults.ToArray(), typeof(Fault[]));
            info.AddValue(nameof(Text), Text);
        }

        /// <summary>The number of the first fault: what to switch on.</summary>
        public FaultCode Code
        {
            get { return Faults[0].Code; }
        }

        /// <summary>The stable name of the first fault's code, for logs and counters.</summary>
        public string Name
        {
            get { return Faults[0].Name; }
        }

        /// <summary>Where the first fault is; empty where an argument itself is at fault.</summary>
        public string Place
        {
            get { return Faults[0].Place; }
        }

        /// <summary>What to do about the first fault.</summary>
        public string Advice
        {
            get { return Faults[0].Advice; }
        }

        /// <summary>All faults, in the order of the input.</summary>
        public IReadOnlyList<Fault> Faults { get; }

        /// <summary>All faults as text for people, a line each.</summary>
        public string Text { get; }

        /// <summary>What a call came to: nothing, or an exception with the faults of a handle.</summary>
        internal static void Check(int status, IntPtr why)
        {
            if (status != 0)
            {
                throw Of(status, why);
            }
        }

        /// <summary>The exception of a call that gives a status alone.</summary>
        internal static OmnimediaException Of(int status)
        {
            return Of(status, IntPtr.Zero);
        }

        private static OmnimediaException Of(int status, IntPtr why)
        {
            string text;
            var faults = Fault.Take(why, out text);
            if (faults.Count == 0)
            {
                faults = new[] { Unexplained((FaultCode)status) };
            }
            return new OmnimediaException(faults, text ?? faults[0].ToString());
        }

        private static Fault Unexplained(FaultCode code)
        {
            switch (code)
            {
                case FaultCode.WrongShelf:
                    return new Fault(code, "wrong_shelf", "the shelf is of another snapshot",
                        "take shelves from this snapshot, or from the store that it was taken from");
                case FaultCode.NotFound:
                    return new Fault(code, "not_found", "there is no product or variant of that number", "");
                case FaultCode.WrongHandle:
                    return new Fault(code, "wrong_handle", "the object was released during the call",
                        "dispose of objects when no thread uses them any more");
                case FaultCode.BadArgument:
                    return new Fault(code, "bad_argument", "an argument has a value that it cannot have", "");
                default:
                    return new Fault(code, Snake(code.ToString()), "the call was refused", "");
            }
        }

        private static string Snake(string name)
        {
            var snake = new StringBuilder();
            foreach (var letter in name)
            {
                if (char.IsUpper(letter) && snake.Length > 0)
                {
                    snake.Append('_');
                }
                snake.Append(char.ToLowerInvariant(letter));
            }
            return snake.ToString();
        }

        private static string Told(IReadOnlyList<Fault> faults)
        {
            var more = faults.Count > 1 ? " (and " + (faults.Count - 1) + " more)" : "";
            return faults[0] + more;
        }
    }
}

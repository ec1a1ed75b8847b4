using System;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    /// <summary>Whose swatch it is.</summary>
    public enum SwatchSource
    {
        /// <summary>The product's own, in the document that governs.</summary>
        Product = 0,

        /// <summary>The tenant's.</summary>
        Central = 1,
    }

    /// <summary>How a swatch is shown.</summary>
    public enum SwatchShown
    {
        /// <summary>As a colour.</summary>
        Hex = 0,

        /// <summary>As an image, or the part of it that the crop says.</summary>
        Image = 1,

        /// <summary>As the value's text.</summary>
        Text = 2,
    }

    /// <summary>The part of an image to show, in fractions of the image from 0 to 1.</summary>
    public struct Crop
    {
        /// <summary>A part of an image.</summary>
        public Crop(double x, double y, double width, double height)
        {
            X = x;
            Y = y;
            Width = width;
            Height = height;
        }

        internal Crop(NativeCrop crop)
        {
            X = crop.X;
            Y = crop.Y;
            Width = crop.Width;
            Height = crop.Height;
        }

        /// <summary>The left edge.</summary>
        public double X { get; }

        /// <summary>The upper edge.</summary>
        public double Y { get; }

        /// <summary>The width.</summary>
        public double Width { get; }

        /// <summary>The height.</summary>
        public double Height { get; }
    }

    /// <summary>
    /// How a value of a dimension looks. Read its texts while what gave it is not disposed of.
    /// </summary>
    public unsafe struct Swatch
    {
        private NativeSwatch swatch;
        private readonly SafeHandle owner;

        internal Swatch(NativeSwatch swatch, SafeHandle owner)
        {
            this.swatch = swatch;
            this.owner = owner;
        }

        /// <summary>The name of the dimension.</summary>
        public Utf8Text Dimension
        {
            get { return new Utf8Text(swatch.Dimension, owner); }
        }

        /// <summary>The value.</summary>
        public Utf8Text Value
        {
            get { return new Utf8Text(swatch.Value, owner); }
        }

        /// <summary>The id of its image, whether or not it may be shown; absent where it has none.</summary>
        public Utf8Text Asset
        {
            get { return new Utf8Text(swatch.Asset, owner); }
        }

        /// <summary>Where the bytes of the image are that is shown; absent where none is, or nobody said.</summary>
        public Utf8Text Url
        {
            get { return new Utf8Text(swatch.Url, owner); }
        }

        /// <summary>The colour as it was written, such as <c>#2F5D73</c>; null where it has none.</summary>
        public string Hex
        {
            get
            {
                fixed (byte* hex = swatch.Hex)
                {
                    return hex[0] == 0 ? null : new string((sbyte*)hex, 0, 7);
                }
            }
        }

        /// <summary>The part of the image to show; null where all of it is.</summary>
        public Crop? Crop
        {
            get { return swatch.HasCrop == 0 ? (Crop?)null : new Crop(swatch.Crop); }
        }

        /// <summary>Whose swatch it is.</summary>
        public SwatchSource Source
        {
            get { return (SwatchSource)swatch.Source; }
        }

        /// <summary>How it is shown.</summary>
        public SwatchShown Shown
        {
            get { return (SwatchShown)swatch.Shown; }
        }

        /// <summary>What the asset is that is shown; <see cref="Omnimedia.Kind.Image"/> where none is.</summary>
        public Kind Kind
        {
            get { return (Kind)swatch.Kind; }
        }
    }

    /// <summary>The picture of a category. Read its texts while what gave it is not disposed of.</summary>
    public struct CategoryImage
    {
        private readonly NativeCategoryImage image;
        private readonly SafeHandle owner;

        internal CategoryImage(NativeCategoryImage image, SafeHandle owner)
        {
            this.image = image;
            this.owner = owner;
        }

        /// <summary>
        /// The id of the asset, whether or not it may be shown; absent where the category has no picture here.
        /// </summary>
        public Utf8Text Asset
        {
            get { return new Utf8Text(image.Asset, owner); }
        }

        /// <summary>Where the bytes of the picture are that is shown; absent where none is, or nobody said.</summary>
        public Utf8Text Url
        {
            get { return new Utf8Text(image.Url, owner); }
        }

        /// <summary>What stands for the picture in words; else the category's name.</summary>
        public Utf8Text Alt
        {
            get { return new Utf8Text(image.Alt, owner); }
        }

        /// <summary>Its title.</summary>
        public Utf8Text Title
        {
            get { return new Utf8Text(image.Title, owner); }
        }

        /// <summary>Its caption.</summary>
        public Utf8Text Caption
        {
            get { return new Utf8Text(image.Caption, owner); }
        }

        /// <summary>Its description.</summary>
        public Utf8Text Description
        {
            get { return new Utf8Text(image.Description, owner); }
        }

        /// <summary>Its name in the media library.</summary>
        public Utf8Text DisplayName
        {
            get { return new Utf8Text(image.DisplayName, owner); }
        }

        /// <summary>What the asset is; <see cref="Omnimedia.Kind.Image"/> where none is shown.</summary>
        public Kind Kind
        {
            get { return (Kind)image.Kind; }
        }

        /// <summary>Whether it is shown: its asset is known, published and allowed in the channel.</summary>
        public bool IsShown
        {
            get { return image.IsShown != 0; }
        }
    }

    public sealed unsafe partial class Publication
    {
        /// <summary>
        /// The swatches of a product in a context: every value that has one, in the product's order. A selection makes
        /// no difference.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public Swatch[] Swatches(Query query, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                var under = arguments.Policy(policy);
                UIntPtr count;
                var why = IntPtr.Zero;
                OmnimediaException.Check(Native.omnimedia_publication_swatches(
                    handle, asked, under, null, UIntPtr.Zero, &count, &why), why);
                var swatches = new Swatch[count.ToInt()];
                var room = (NativeSwatch*)arguments.Room((long)sizeof(NativeSwatch) * swatches.Length);
                OmnimediaException.Check(Native.omnimedia_publication_swatches(
                    handle, asked, under, room, count, &count, &why), why);
                for (var at = 0; at < swatches.Length; at++)
                {
                    swatches[at] = new Swatch(room[at], handle);
                }
                return swatches;
            }
        }

        /// <summary>
        /// The picture of a category in a context: always the channel's, none without a channel.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotFound"/> for a category that is not there, <see cref="FaultCode.MalformedLocale"/>.
        /// </exception>
        public CategoryImage CategoryImage(string id, Context context = null, Policy policy = null)
        {
            if (id == null)
            {
                throw new ArgumentNullException(nameof(id));
            }
            using (var arguments = new Arguments())
            {
                NativeCategoryImage image;
                var why = IntPtr.Zero;
                OmnimediaException.Check(Native.omnimedia_publication_category_image(handle, arguments.Text(id),
                    arguments.Context(context), arguments.Policy(policy), &image, &why), why);
                return new CategoryImage(image, handle);
            }
        }
    }

    public unsafe partial class Snapshot
    {
        /// <summary>
        /// The swatches of a product, or of the product of a variant: every value that has one, in the product's order.
        /// </summary>
        /// <param name="shelf">Where and in which language.</param>
        /// <param name="number">The number of the product or variant.</param>
        /// <param name="swatches">What is filled, as far as it goes.</param>
        /// <param name="count">How many there are; where that is more than there is room for, ask again.</param>
        /// <returns>Whether the number is known.</returns>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.WrongShelf"/>.</exception>
        public bool TryGetSwatches(Shelf shelf, string number, Swatch[] swatches, out int count)
        {
            if (swatches == null)
            {
                throw new ArgumentNullException(nameof(swatches));
            }
            var bytes = stackalloc byte[Utf8.Room(number, nameof(number))];
            var call = new Call(this);
            var memory = Marshal.AllocHGlobal(new IntPtr((long)sizeof(NativeSwatch) * swatches.Length + 1));
            try
            {
                UIntPtr all;
                var room = (NativeSwatch*)memory;
                call.Begin(number, bytes);
                var status = Native.omnimedia_snapshot_swatches(
                    call.Snapshot, shelf.Number, call.Number, room, swatches.Length.ToNative(), &all);
                count = IsFound(status) ? all.ToInt() : 0;
                for (var at = 0; at < count && at < swatches.Length; at++)
                {
                    swatches[at] = new Swatch(room[at], Handle);
                }
                return status == 0;
            }
            finally
            {
                call.End();
                Marshal.FreeHGlobal(memory);
            }
        }

        /// <summary>The tenant's central swatch of a value: what list pages and refiners show.</summary>
        /// <returns>Whether the value has one.</returns>
        public bool TryGetCentralSwatch(string dimension, string value, out Swatch swatch)
        {
            if (dimension == null || value == null)
            {
                throw new ArgumentNullException(dimension == null ? nameof(dimension) : nameof(value));
            }
            var held = false;
            using (var arguments = new Arguments())
            {
                try
                {
                    NativeSwatch found;
                    var has = IsFound(Native.omnimedia_snapshot_central_swatch(
                        Enter(ref held), arguments.Text(dimension), arguments.Text(value), &found));
                    swatch = has ? new Swatch(found, Handle) : default(Swatch);
                    return has;
                }
                finally
                {
                    Leave(held);
                }
            }
        }

        /// <summary>
        /// The picture of a category in the context of a shelf: always the channel's, none without a channel.
        /// </summary>
        /// <returns>Whether there is such a category; its picture may still be absent.</returns>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.WrongShelf"/>; <see cref="FaultCode.Encoding"/> for an id that is no text.
        /// </exception>
        public bool TryGetCategoryImage(Shelf shelf, string id, out CategoryImage image)
        {
            var room = stackalloc byte[Utf8.Room(id, nameof(id))];
            var call = new Call(this);
            try
            {
                NativeCategoryImage found;
                call.Begin(id, room);
                var has = IsFound(Native.omnimedia_snapshot_category_image(
                    call.Snapshot, shelf.Number, call.Number, &found));
                image = has ? new CategoryImage(found, Handle) : default(CategoryImage);
                return has;
            }
            finally
            {
                call.End();
            }
        }
    }
}

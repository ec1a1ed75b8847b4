using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>
    /// A publication that is built by calls, one after the other. Every call gives the builder back, so that they can
    /// be written in a chain.
    /// </summary>
    /// <remarks>
    /// Entities come one by one, in any order. A call that begins one, such as <see cref="Asset"/>, ends the one before
    /// it; calls that say more of it follow. A call out of order, such as an item where no set is begun, is
    /// <see cref="FaultCode.BadArgument"/> with a fault that says what must come first. Of a call that is refused
    /// nothing stays. Whether the whole is legal is checked by <see cref="Finish"/>. One thread at a time: a call while
    /// another thread is in one is <see cref="FaultCode.InUse"/>.
    /// </remarks>
    public sealed unsafe partial class PublicationBuilder : IDisposable
    {
        private readonly BuilderHandle handle;

        /// <summary>A builder without anything in it.</summary>
        /// <param name="limits">What the publication may have at most; null means the defaults.</param>
        public PublicationBuilder(Limits limits = null)
        {
            Library.Load();
            using (var arguments = new Arguments())
            {
                var most = arguments.Limits(limits);
                handle = new BuilderHandle(Made.Handle((made, why) => Native.omnimedia_builder_new(most, made, why)));
            }
        }

        private PublicationBuilder Do(DoCall call)
        {
            Made.Do(call);
            return this;
        }

        /// <summary>
        /// Adds an entity that is written in JSON: <c>{"product": {…}}</c>, or another line of <c>publication/1</c> as
        /// JSON Lines. It is whole; what is begun after it stands by itself.
        /// </summary>
        /// <param name="line">One line or several, of which all are taken or none, and no header.</param>
        /// <exception cref="OmnimediaException">
        /// Every fault of syntax and type there is, with its line, and its column where it has one.
        /// </exception>
        public PublicationBuilder Json(string line)
        {
            using (var arguments = new Arguments())
            {
                var json = arguments.Need(line, nameof(line));
                return Do(why => Native.omnimedia_builder_json(handle, json, why));
            }
        }

        /// <summary>
        /// Checks what was added and makes a publication of it. The builder is empty afterwards, also where the
        /// publication is refused, and can be used for another one.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// All that a publication is refused for, by places such as <c>products[3].media[0].locale</c>.
        /// </exception>
        public Publication Finish()
        {
            return new Publication(Made.Handle((made, why) => Native.omnimedia_builder_finish(handle, made, why)));
        }

        /// <summary>Begins a channel.</summary>
        public PublicationBuilder Channel(string id, string name = null)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(id, nameof(id));
                var called = arguments.Text(name);
                return Do(why => Native.omnimedia_builder_channel(handle, which, called, why));
            }
        }

        /// <summary>Adds a locale to the channel that was begun last; one without any speaks them all.</summary>
        public PublicationBuilder ChannelLocale(string locale)
        {
            using (var arguments = new Arguments())
            {
                var tag = arguments.Need(locale, nameof(locale));
                return Do(why => Native.omnimedia_builder_channel_locale(handle, tag, why));
            }
        }

        /// <summary>
        /// Begins an asset of the media library: published, and for every channel, unless more is said.
        /// </summary>
        public PublicationBuilder Asset(string id, Kind kind, string url = null)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(id, nameof(id));
                var where = arguments.Text(url);
                return Do(why => Native.omnimedia_builder_asset(handle, which, (int)kind, where, why));
            }
        }

        /// <summary>Says whether the asset that was begun last is published.</summary>
        public PublicationBuilder AssetPublished(bool published)
        {
            return Do(why => Native.omnimedia_builder_asset_published(handle, published ? 1 : 0, why));
        }

        /// <summary>
        /// Adds a channel in which the asset that was begun last may be shown, and from then on only in such.
        /// </summary>
        public PublicationBuilder AssetChannel(string channel)
        {
            using (var arguments = new Arguments())
            {
                var id = arguments.Need(channel, nameof(channel));
                return Do(why => Native.omnimedia_builder_asset_channel(handle, id, why));
            }
        }

        /// <summary>
        /// Says that the asset that was begun last is shown in no channel, and takes those away that were added.
        /// </summary>
        public PublicationBuilder AssetNoChannel()
        {
            return Do(why => Native.omnimedia_builder_asset_no_channel(handle, why));
        }

        /// <summary>Begins a category.</summary>
        public PublicationBuilder Category(string id, string name = null)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(id, nameof(id));
                var called = arguments.Text(name);
                return Do(why => Native.omnimedia_builder_category(handle, which, called, why));
            }
        }

        /// <summary>
        /// Begins a document of the category that was begun last, without a picture yet. The context must name a
        /// channel.
        /// </summary>
        public PublicationBuilder CategoryDocument(Context context)
        {
            using (var arguments = new Arguments())
            {
                var where = arguments.Context(context);
                return Do(why => Native.omnimedia_builder_category_document(handle, where, why));
            }
        }

        /// <summary>
        /// Gives the document of a category that was begun last its picture, an asset by its id; texts and properties
        /// that follow are the picture's.
        /// </summary>
        public PublicationBuilder CategoryImage(string asset)
        {
            using (var arguments = new Arguments())
            {
                var id = arguments.Need(asset, nameof(asset));
                return Do(why => Native.omnimedia_builder_category_image(handle, id, why));
            }
        }

        /// <summary>
        /// Adds a central swatch, which every product shows that has none of its own for the value. What was begun last
        /// stays begun.
        /// </summary>
        /// <param name="dimension">The name of the dimension.</param>
        /// <param name="value">The value.</param>
        /// <param name="hex">A colour, <c>#</c> and six hexadecimal digits; null where there is an image.</param>
        /// <param name="asset">The id of the image; null where there is a colour.</param>
        /// <param name="crop">The part of the image to show; null for all of it.</param>
        public PublicationBuilder CentralSwatch(string dimension, string value, string hex = null, string asset = null,
            Crop? crop = null)
        {
            return Swatch(dimension, value, hex, asset, crop, Native.omnimedia_builder_central_swatch);
        }

        private delegate int SwatchCall(
            BuilderHandle builder, Str dimension, Str value, Str hex, Str asset, NativeCrop* crop, IntPtr* why);

        private PublicationBuilder Swatch(string dimension, string value, string hex, string asset, Crop? crop,
            SwatchCall call)
        {
            using (var arguments = new Arguments())
            {
                var of = arguments.Need(dimension, nameof(dimension));
                var which = arguments.Need(value, nameof(value));
                var colour = arguments.Text(hex);
                var image = arguments.Text(asset);
                var part = arguments.Crop(crop);
                return Do(why => call(handle, of, which, colour, image, part, why));
            }
        }

        /// <summary>Gives the asset, item or picture of a category that was begun last a text in a locale.</summary>
        /// <param name="locale">The locale; null or empty for Neutral.</param>
        /// <param name="field">Which text.</param>
        /// <param name="text">The text; one that is given twice is the later one.</param>
        public PublicationBuilder Text(string locale, Field field, string text)
        {
            using (var arguments = new Arguments())
            {
                var tag = arguments.Text(locale);
                var said = arguments.Need(text, nameof(text));
                return Do(why => Native.omnimedia_builder_text(handle, tag, (int)field, said, why));
            }
        }

        /// <summary>
        /// Adds a search tag in a locale, null or empty for Neutral, to the asset, item or picture of a category that
        /// was begun last.
        /// </summary>
        public PublicationBuilder Tag(string locale, string tag)
        {
            using (var arguments = new Arguments())
            {
                var where = arguments.Text(locale);
                var said = arguments.Need(tag, nameof(tag));
                return Do(why => Native.omnimedia_builder_tag(handle, where, said, why));
            }
        }

        /// <summary>
        /// Adds an extension property to the asset, product, item or picture of a category that was begun last; those
        /// of a product come before its documents. A key may stand once.
        /// </summary>
        public PublicationBuilder Property(string key, string value)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(key, nameof(key));
                var said = arguments.Need(value, nameof(value));
                return Do(why => Native.omnimedia_builder_property(handle, which, said, why));
            }
        }

        /// <summary>Lets the builder go, and what is in it.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}

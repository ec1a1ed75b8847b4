using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>A list of a set, and of an answer.</summary>
    public enum MediaList
    {
        /// <summary>The ordered gallery.</summary>
        Primary = 0,

        /// <summary>The items with a purpose.</summary>
        Additional = 1,
    }

    /// <summary>What a list does with the rest of its chain.</summary>
    public enum ListMode
    {
        /// <summary>It gives its items and stops; what a list does unless said.</summary>
        Replace = 0,

        /// <summary>It passes on, and has no items.</summary>
        Inherit = 1,

        /// <summary>The rest of the chain comes first, then its items.</summary>
        Append = 2,

        /// <summary>Its items come first, then the rest of the chain.</summary>
        Prepend = 3,
    }

    /// <summary>A field of the texts of an asset or item.</summary>
    public enum Field
    {
        /// <summary>The text that stands for the picture.</summary>
        Alt = 0,

        /// <summary>The title.</summary>
        Title = 1,

        /// <summary>The caption.</summary>
        Caption = 2,

        /// <summary>The description.</summary>
        Description = 3,

        /// <summary>The name in the media library.</summary>
        DisplayName = 4,
    }

    // Products, their documents and sets.

    public sealed unsafe partial class PublicationBuilder
    {
        /// <summary>Begins a product.</summary>
        /// <param name="number">Its number.</param>
        /// <param name="name">Its name; null where it has none.</param>
        /// <param name="recordId">Its record id; 0 where it has none.</param>
        /// <exception cref="ArgumentOutOfRangeException">The record id is negative.</exception>
        public PublicationBuilder Product(string number, string name = null, long recordId = 0)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(number, nameof(number));
                var called = arguments.Text(name);
                var id = recordId.ToNative(nameof(recordId));
                return Do(why => Native.omnimedia_builder_product(handle, which, id, called, why));
            }
        }

        /// <summary>Adds a category to the product that was begun last.</summary>
        public PublicationBuilder ProductCategory(string category)
        {
            using (var arguments = new Arguments())
            {
                var id = arguments.Need(category, nameof(category));
                return Do(why => Native.omnimedia_builder_product_category(handle, id, why));
            }
        }

        /// <summary>Adds a dimension to the product that was begun last, with its values in their order.</summary>
        public PublicationBuilder Dimension(string name, params string[] values)
        {
            if (values == null)
            {
                throw new ArgumentNullException(nameof(values));
            }
            using (var arguments = new Arguments())
            {
                UIntPtr length;
                var called = arguments.Need(name, nameof(name));
                var all = arguments.Texts(values, nameof(values), nameof(values), out length);
                var count = length;
                return Do(why => Native.omnimedia_builder_dimension(handle, called, all, count, why));
            }
        }

        /// <summary>Adds a variant to the product that was begun last.</summary>
        /// <param name="number">Its number.</param>
        /// <param name="values">Its value of each dimension, such as a dictionary.</param>
        /// <param name="recordId">Its record id; 0 where it has none.</param>
        /// <exception cref="ArgumentOutOfRangeException">The record id is negative.</exception>
        public PublicationBuilder Variant(string number, IEnumerable<KeyValuePair<string, string>> values,
            long recordId = 0)
        {
            if (values == null)
            {
                throw new ArgumentNullException(nameof(values));
            }
            using (var arguments = new Arguments())
            {
                UIntPtr length;
                var which = arguments.Need(number, nameof(number));
                var all = arguments.Pairs(values, nameof(values), nameof(values), out length);
                var count = length;
                var id = recordId.ToNative(nameof(recordId));
                return Do(why => Native.omnimedia_builder_variant(handle, which, id, all, count, why));
            }
        }

        /// <summary>
        /// Begins a document of the product that was begun last; null is the default catalog, Omnichannel, Neutral.
        /// </summary>
        public PublicationBuilder Document(Context context = null)
        {
            using (var arguments = new Arguments())
            {
                var where = arguments.Context(context);
                return Do(why => Native.omnimedia_builder_document(handle, where, why));
            }
        }

        /// <summary>
        /// Begins the set of the product itself in the document that was begun last: two lists that replace, with
        /// nothing.
        /// </summary>
        public PublicationBuilder Master()
        {
            return Do(why => Native.omnimedia_builder_master(handle, why));
        }

        /// <summary>
        /// Begins the set of a dimension combination in the document that was begun last: dimensions with their values,
        /// or <c>*</c> for any; one that is left out is any too.
        /// </summary>
        public PublicationBuilder Pattern(IEnumerable<KeyValuePair<string, string>> match)
        {
            if (match == null)
            {
                throw new ArgumentNullException(nameof(match));
            }
            using (var arguments = new Arguments())
            {
                UIntPtr length;
                var all = arguments.Pairs(match, nameof(match), nameof(match), out length);
                var count = length;
                return Do(why => Native.omnimedia_builder_pattern(handle, all, count, why));
            }
        }

        /// <summary>Begins the set of a variant, by its number, in the document that was begun last.</summary>
        public PublicationBuilder VariantSet(string number)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(number, nameof(number));
                return Do(why => Native.omnimedia_builder_variant_set(handle, which, why));
            }
        }

        /// <summary>
        /// Says what a list of the set that was begun last does with the rest of its chain; it replaces unless said.
        /// Items stay as they are.
        /// </summary>
        public PublicationBuilder List(MediaList list, ListMode mode)
        {
            return Do(why => Native.omnimedia_builder_list(handle, (int)list, (int)mode, why));
        }

        /// <summary>
        /// Adds an item, an asset by its id, to the gallery of the set that was begun last; texts and properties that
        /// follow are the item's.
        /// </summary>
        public PublicationBuilder Primary(string asset)
        {
            return Item(MediaList.Primary, null, asset);
        }

        /// <summary>
        /// Adds an item with a purpose to the set that was begun last; texts and properties that follow are the item's.
        /// </summary>
        public PublicationBuilder Additional(string purpose, string asset)
        {
            if (purpose == null)
            {
                throw new ArgumentNullException(nameof(purpose));
            }
            return Item(MediaList.Additional, purpose, asset);
        }

        private PublicationBuilder Item(MediaList list, string purpose, string asset)
        {
            using (var arguments = new Arguments())
            {
                var what = arguments.Text(purpose);
                var id = arguments.Need(asset, nameof(asset));
                return Do(why => Native.omnimedia_builder_item(handle, (int)list, what, id, why));
            }
        }

        /// <summary>Adds a swatch of a value to the document that was begun last.</summary>
        /// <param name="dimension">The name of the dimension.</param>
        /// <param name="value">The value.</param>
        /// <param name="hex">A colour, <c>#</c> and six hexadecimal digits; null where there is an image.</param>
        /// <param name="asset">The id of the image; null where there is a colour.</param>
        /// <param name="crop">The part of the image to show; null for all of it.</param>
        public PublicationBuilder Swatch(string dimension, string value, string hex = null, string asset = null,
            Crop? crop = null)
        {
            return Swatch(dimension, value, hex, asset, crop, Native.omnimedia_builder_swatch);
        }
    }
}

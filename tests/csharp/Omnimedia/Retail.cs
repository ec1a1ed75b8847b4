using System.Collections.Generic;

namespace Omnimedia
{
    // The shapes of the retail API. Texts are copied, so that they stay when what gave them is disposed of.

    public sealed unsafe partial class Publication
    {
        /// <summary>
        /// The gallery of a product or variant: the data action <i>by record id</i>. Files are in it, and what has no
        /// url. A selection is asked as it stands.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public IReadOnlyList<MediaLocation> MediaLocations(Query query, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                var under = arguments.Policy(policy);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_publication_media_locations(handle, asked, under, room, capacity, count, why));
            }
        }

        /// <summary>
        /// The gallery of the selected variant, until one is selected that of the product: the data action <i>for the
        /// selected variant</i>. Values that do not come to a variant count as none.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public IReadOnlyList<MediaLocation> SelectedMediaLocations(Query query, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                var under = arguments.Policy(policy);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_publication_selected_media_locations(
                        handle, asked, under, room, capacity, count, why));
            }
        }

        /// <summary>
        /// What the gallery module shows for the selected variant, until one is selected for the product: images and
        /// videos, numbered as they are shown, then what is curated.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public IReadOnlyList<MediaLocation> Gallery(Query query, GalleryOptions options = null, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                var under = arguments.Policy(policy);
                var how = arguments.Gallery(options);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_publication_gallery(handle, asked, under, how, room, capacity, count, why));
            }
        }

        /// <summary>
        /// What the additional-media module shows for the selected variant, until one is selected for the product:
        /// media by purpose. Purposes come in the order of their first item, and each counts its own priorities.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public IReadOnlyList<MediaLocation> AdditionalMedia(Query query, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                var under = arguments.Policy(policy);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_publication_additional_media(handle, asked, under, room, capacity, count, why));
            }
        }

        /// <summary>
        /// A shape of the retail API as JSON, by its own names, with the extension properties of every location: those
        /// of the item before the asset's, and these before the product's.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// As <see cref="Resolve"/>; <see cref="FaultCode.BadArgument"/> for options with a shape that is no gallery.
        /// </exception>
        public string MediaLocationsJson(Shape shape, Query query, GalleryOptions options = null, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                var how = arguments.Gallery(options);
                var under = arguments.Policy(policy);
                return Made.Text((made, why) => Native.omnimedia_publication_media_locations_json(
                    handle, (int)shape, asked, under, how, made, why));
            }
        }

        /// <summary>
        /// The picture of a category, <c>Images</c> of a <c>Category</c>: one location at most, always the channel's.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotFound"/> for a category that is not there, <see cref="FaultCode.MalformedLocale"/>.
        /// </exception>
        public IReadOnlyList<MediaLocation> CategoryImages(string id, Context context = null, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(id, nameof(id));
                var where = arguments.Context(context);
                var under = arguments.Policy(policy);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_publication_category_images(
                        handle, which, where, under, room, capacity, count, why));
            }
        }

        /// <summary>
        /// The picture of a category as JSON: a list of one location at most, with its extension properties.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="CategoryImages"/>.</exception>
        public string CategoryImagesJson(string id, Context context = null, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(id, nameof(id));
                var where = arguments.Context(context);
                var under = arguments.Policy(policy);
                return Made.Text((made, why) => Native.omnimedia_publication_category_images_json(
                    handle, which, where, under, made, why));
            }
        }
    }

    public unsafe partial class Snapshot
    {
        /// <summary>
        /// The gallery of a product or variant: the data action <i>by record id</i>. Files are in it, and what has no
        /// url. A selection is asked as it stands.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public IReadOnlyList<MediaLocation> MediaLocations(Query query)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_snapshot_media_locations(Handle, asked, room, capacity, count, why));
            }
        }

        /// <summary>
        /// The gallery of the selected variant, until one is selected that of the product: the data action <i>for the
        /// selected variant</i>. Values that do not come to a variant count as none.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public IReadOnlyList<MediaLocation> SelectedMediaLocations(Query query)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_snapshot_selected_media_locations(Handle, asked, room, capacity, count, why));
            }
        }

        /// <summary>
        /// What the gallery module shows for the selected variant, until one is selected for the product: images and
        /// videos, numbered as they are shown, then what is curated.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public IReadOnlyList<MediaLocation> Gallery(Query query, GalleryOptions options = null)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                var how = arguments.Gallery(options);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_snapshot_gallery(Handle, asked, how, room, capacity, count, why));
            }
        }

        /// <summary>
        /// What the additional-media module shows for the selected variant, until one is selected for the product:
        /// media by purpose. Purposes come in the order of their first item, and each counts its own priorities.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public IReadOnlyList<MediaLocation> AdditionalMedia(Query query)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_snapshot_additional_media(Handle, asked, room, capacity, count, why));
            }
        }

        /// <summary>
        /// A shape of the retail API as JSON, by its own names, with the extension properties of every location: those
        /// of the item before the asset's, and these before the product's.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// As <see cref="Resolve"/>; <see cref="FaultCode.BadArgument"/> for options with a shape that is no gallery.
        /// </exception>
        public string MediaLocationsJson(Shape shape, Query query, GalleryOptions options = null)
        {
            using (var arguments = new Arguments())
            {
                var asked = arguments.Query(query);
                var how = arguments.Gallery(options);
                return Made.Text((made, why) => Native.omnimedia_snapshot_media_locations_json(
                    Handle, (int)shape, asked, how, made, why));
            }
        }

        /// <summary>
        /// The picture of a category, <c>Images</c> of a <c>Category</c>: one location at most, always the channel's.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotFound"/> for a category that is not there, <see cref="FaultCode.MalformedLocale"/>.
        /// </exception>
        public IReadOnlyList<MediaLocation> CategoryImages(string id, Context context = null)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(id, nameof(id));
                var where = arguments.Context(context);
                return Locations.Read(arguments, (room, capacity, count, why) =>
                    Native.omnimedia_snapshot_category_images(
                        Handle, which, where, room, capacity, count, why));
            }
        }

        /// <summary>
        /// The picture of a category as JSON: a list of one location at most, with its extension properties.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="CategoryImages"/>.</exception>
        public string CategoryImagesJson(string id, Context context = null)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(id, nameof(id));
                var where = arguments.Context(context);
                return Made.Text((made, why) => Native.omnimedia_snapshot_category_images_json(
                    Handle, which, where, made, why));
            }
        }
    }
}

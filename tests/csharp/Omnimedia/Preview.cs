using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>A publication and what it is called on the page.</summary>
    public sealed class PreviewSide
    {
        /// <summary>A side.</summary>
        /// <param name="caption">What it is called.</param>
        /// <param name="publication">The publication.</param>
        public PreviewSide(string caption, Publication publication)
        {
            if (caption == null || publication == null)
            {
                throw new ArgumentNullException(caption == null ? nameof(caption) : nameof(publication));
            }
            Caption = caption;
            Publication = publication;
        }

        /// <summary>What it is called.</summary>
        public string Caption { get; }

        /// <summary>The publication.</summary>
        public Publication Publication { get; }
    }

    /// <summary>What is on the page. Null means everything, under the usual limits.</summary>
    public sealed class PreviewOptions
    {
        /// <summary>What the page is called; <c>Media preview</c> where it is null.</summary>
        public string Title { get; set; }

        /// <summary>The products, by their numbers or those of variants; all where there are none.</summary>
        public IEnumerable<string> Products { get; set; }

        /// <summary>
        /// Only these channels of the known contexts, empty for Omnichannel; all where there are none.
        /// </summary>
        public IEnumerable<string> Channels { get; set; }

        /// <summary>Only these locales of the known contexts, empty for Neutral; all where there are none.</summary>
        public IEnumerable<string> Locales { get; set; }

        /// <summary>Only these catalogs, empty for the default one; all where there are none.</summary>
        public IEnumerable<string> Catalogs { get; set; }

        /// <summary>
        /// Small pictures: the ids of assets, each with a data url of a PNG, JPEG, GIF, WebP or AVIF picture in base64.
        /// </summary>
        public IEnumerable<KeyValuePair<string, string>> Thumbnails { get; set; }

        /// <summary>
        /// How many answers the page may hold: selections times contexts times sides. 0 is a million.
        /// </summary>
        public ulong MostAnswers { get; set; }

        /// <summary>How many bytes the page may have. 0 is 32 MiB.</summary>
        public ulong Limit { get; set; }

        /// <summary>
        /// Whether images without a small picture are shown from their own urls, so that the page asks the network.
        /// </summary>
        public bool LinkPictures { get; set; }
    }

    /// <summary>A page for people who look at what products show.</summary>
    public static unsafe class Preview
    {
        /// <summary>
        /// One HTML page, as UTF-8, that shows what products show in every context, and why. It needs nothing but a
        /// browser, and asks no network unless the options say so.
        /// </summary>
        /// <param name="sides">One publication, or two that are compared.</param>
        /// <param name="options">What is on the page; null means everything.</param>
        /// <param name="policy">The policy; null means the default everywhere.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.LimitPreview"/> where it would be larger than its limits,
        /// <see cref="FaultCode.NotFound"/> for a product that no side has, <see cref="FaultCode.BadQuery"/> for no
        /// side, for more than two, and where no context is left, <see cref="FaultCode.Type"/> for a small picture that
        /// is none, <see cref="FaultCode.MalformedLocale"/>.
        /// </exception>
        public static byte[] Page(IReadOnlyList<PreviewSide> sides, PreviewOptions options = null, Policy policy = null)
        {
            if (sides == null)
            {
                throw new ArgumentNullException(nameof(sides));
            }
            Library.Load();
            var held = new Stack<PublicationHandle>();
            using (var arguments = new Arguments())
            {
                try
                {
                    var room = (NativePreviewSide*)arguments.Room((long)sizeof(NativePreviewSide) * sides.Count);
                    for (var at = 0; at < sides.Count; at++)
                    {
                        room[at] = Side(sides[at], arguments, held);
                    }
                    var what = arguments.Preview(options);
                    var under = arguments.Policy(policy);
                    return Made.Bytes((made, why) =>
                        Native.omnimedia_preview(room, sides.Count.ToNative(), under, what, made, why));
                }
                finally
                {
                    while (held.Count > 0)
                    {
                        held.Pop().DangerousRelease();
                    }
                }
            }
        }

        /// <summary>A side whose publication is held, so that it stays for the time of the call.</summary>
        private static NativePreviewSide Side(PreviewSide side, Arguments arguments, Stack<PublicationHandle> held)
        {
            if (side == null)
            {
                throw new ArgumentNullException(nameof(side), "one of the sides is null");
            }
            var handle = Publication.HandleOf(side.Publication, nameof(side));
            var added = false;
            handle.DangerousAddRef(ref added);
            held.Push(handle);
            return new NativePreviewSide
            {
                Caption = arguments.Text(side.Caption),
                Publication = handle.DangerousGetHandle(),
            };
        }
    }
}

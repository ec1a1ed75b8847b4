using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>What a row of a manifest without an action means.</summary>
    public enum RowAction
    {
        /// <summary>Checked in as a draft; the default.</summary>
        Draft = 0,

        /// <summary>Checked in and published.</summary>
        PublishNow = 1,

        /// <summary>Taken out of what shoppers see.</summary>
        Unpublish = 2,

        /// <summary>Taken out, and deleted.</summary>
        UnpublishAndDelete = 3,
    }

    /// <summary>What <c>MediaSourceIfExistsAction</c> says in a manifest that is written.</summary>
    public enum IfExists
    {
        /// <summary>The column says nothing, which means use what exists; the default.</summary>
        Unsaid = 0,

        /// <summary>The asset is used as it is.</summary>
        UseExisting = 1,

        /// <summary>What the row says is put in its place.</summary>
        Overwrite = 2,

        /// <summary>Overwritten where the row was modified later.</summary>
        TakeLatest = 3,

        /// <summary>It is left, and a copy is made.</summary>
        KeepBoth = 4,
    }

    /// <summary>What an import is at.</summary>
    public enum ImportPhase
    {
        /// <summary>Rows are read and checked; nothing was changed yet.</summary>
        Reading = 0,

        /// <summary>What was read is applied.</summary>
        Applying = 1,
    }

    /// <summary>How a manifest is taken in. Null means the defaults.</summary>
    public sealed class ImportOptions
    {
        /// <summary>Whether a missing alt text is a warning; else its row is at fault.</summary>
        public bool Lenient { get; set; }

        /// <summary>
        /// Whether cells are taken as they are, split at tabs; else they are quoted as spreadsheets do.
        /// </summary>
        public bool Plain { get; set; }

        /// <summary>Whether it is only tried: the report is the same, and the tenant is what it was.</summary>
        public bool DryRun { get; set; }

        /// <summary>What a row without an action means.</summary>
        public RowAction EmptyAction { get; set; }

        /// <summary>How many faults and warnings the report holds at most; 0 means 1,000.</summary>
        public ulong MostFaults { get; set; }

        /// <summary>
        /// How many bytes the manifest has, for reports of progress; 0 where nobody knows. Of bytes, and of streams
        /// that can seek, it is known.
        /// </summary>
        public ulong TotalBytes { get; set; }
    }

    /// <summary>What is exported. Null means everything; a list with nothing in it chooses nothing.</summary>
    public sealed class ExportOptions
    {
        /// <summary>The products whose documents go out, with the assets that they use; null for all.</summary>
        public IEnumerable<string> Products { get; set; }

        /// <summary>The categories whose documents go out; null for all.</summary>
        public IEnumerable<string> Categories { get; set; }

        /// <summary>The channels whose documents go out, empty for Omnichannel; null for all.</summary>
        public IEnumerable<string> Channels { get; set; }

        /// <summary>The locales whose documents go out, <c>neutral</c> for Neutral; null for all.</summary>
        public IEnumerable<string> Locales { get; set; }

        /// <summary>
        /// Whether an apostrophe is put before cells that a spreadsheet would take for formulas; an import takes it
        /// away.
        /// </summary>
        public bool FormulaSafe { get; set; }

        /// <summary>What <c>MediaSourceIfExistsAction</c> says.</summary>
        public IfExists IfExists { get; set; }
    }

    /// <summary>How far an import is.</summary>
    public sealed class ImportProgress
    {
        internal ImportProgress(NativeImportProgress progress)
        {
            Phase = (ImportPhase)progress.Phase;
            Rows = progress.Rows;
            Bytes = progress.Bytes;
            TotalBytes = progress.TotalBytes;
            Applied = progress.Applied;
            ToApply = progress.ToApply;
        }

        /// <summary>What it is at.</summary>
        public ImportPhase Phase { get; }

        /// <summary>Rows read.</summary>
        public ulong Rows { get; }

        /// <summary>Bytes read.</summary>
        public ulong Bytes { get; }

        /// <summary>Bytes of the whole manifest; 0 where nobody said.</summary>
        public ulong TotalBytes { get; }

        /// <summary>Assets and documents applied.</summary>
        public ulong Applied { get; }

        /// <summary>Assets and documents to apply; 0 while rows are read.</summary>
        public ulong ToApply { get; }
    }

    /// <summary>How many rows of a manifest ended how.</summary>
    public sealed class ImportCounts
    {
        internal ImportCounts(NativeImportCounts counts)
        {
            Rows = counts.Rows;
            EmptyRows = counts.EmptyRows;
            Applied = counts.Applied;
            Unchanged = counts.Unchanged;
            Kept = counts.Kept;
            HeldBack = counts.HeldBack;
            Cancelled = counts.Cancelled;
            Failed = counts.Failed;
            Warnings = counts.Warnings;
            Assets = counts.Assets;
            Documents = counts.Documents;
            IsClean = counts.IsClean != 0;
            IsCancelled = counts.IsCancelled != 0;
        }

        /// <summary>Rows that were read, but for those without anything in them.</summary>
        public ulong Rows { get; }

        /// <summary>Rows without anything in them.</summary>
        public ulong EmptyRows { get; }

        /// <summary>Rows that were applied.</summary>
        public ulong Applied { get; }

        /// <summary>Rows that said what was so already.</summary>
        public ulong Unchanged { get; }

        /// <summary>Rows whose choices keep what is there.</summary>
        public ulong Kept { get; }

        /// <summary>Good rows held back since another row of their list is at fault.</summary>
        public ulong HeldBack { get; }

        /// <summary>Rows that were not applied since the import was cancelled.</summary>
        public ulong Cancelled { get; }

        /// <summary>Rows at fault.</summary>
        public ulong Failed { get; }

        /// <summary>Warnings in good rows.</summary>
        public ulong Warnings { get; }

        /// <summary>Assets that were changed.</summary>
        public ulong Assets { get; }

        /// <summary>Documents that were changed.</summary>
        public ulong Documents { get; }

        /// <summary>Whether no row failed, was held back or cancelled.</summary>
        public bool IsClean { get; }

        /// <summary>Whether the import was cancelled.</summary>
        public bool IsCancelled { get; }
    }
}

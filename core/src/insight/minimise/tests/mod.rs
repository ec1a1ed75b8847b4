//! What minimise is, sentence by sentence.

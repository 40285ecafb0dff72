/** The {@code replay --frames} files: aligned frames as CSV, Parquet or NPY. */
package io.tapline.cli.frames;

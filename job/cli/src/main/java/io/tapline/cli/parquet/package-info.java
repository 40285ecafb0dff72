/** Parquet files, which recordings are read from and frames are written to. */
package io.tapline.cli.parquet;

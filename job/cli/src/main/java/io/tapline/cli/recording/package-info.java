/** Recordings: read from files, brought into the order of arrival, and given to a job. */
package io.tapline.cli.recording;

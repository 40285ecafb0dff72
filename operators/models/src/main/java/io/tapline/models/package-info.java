/**
 * Model files to convolution networks: Tapline's own format, a readable topology beside its
 * weights, is read and written here; those of other frameworks are read by the packages below, and
 * {@code source} tells which is which.
 */
package io.tapline.models;

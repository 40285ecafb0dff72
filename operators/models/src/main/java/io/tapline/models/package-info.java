/**
 * Model files to convolution networks: at present Tapline's own format, a readable topology beside
 * its weights.
 */
package io.tapline.models;

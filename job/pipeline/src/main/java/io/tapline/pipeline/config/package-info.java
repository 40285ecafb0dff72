/** The one YAML file that describes a job, read and checked whole before anything starts. */
package io.tapline.pipeline.config;

/** Laws in files: JSON for laws of every family, CSV for labelled points. */
package org.guidecheck.law.io;

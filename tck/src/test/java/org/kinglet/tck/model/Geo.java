// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

/** A class to be embedded, with private fields. */
public class Geo {
    private double latitude;
    private double longitude;

    public Geo() {}

    public Geo(double latitude, double longitude) {
        this.latitude = latitude;
        this.longitude = longitude;
    }

    public double getLatitude() {
        return latitude;
    }

    public void setLatitude(double latitude) {
        this.latitude = latitude;
    }

    public double getLongitude() {
        return longitude;
    }

    public void setLongitude(double longitude) {
        this.longitude = longitude;
    }
}

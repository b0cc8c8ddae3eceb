#!/usr/bin/env ruby
# frozen_string_literal: true

# One package's life at Baidu, or at whoever $BWP_ENDPOINT is: bought, waited for, listed, deleted, and refused.
require 'securerandom'
require_relative 'bwp'

# Asks until the answer is clear; the same token is the same purchase.
def buy(client, **request)
  token = SecureRandom.uuid # store it where a crash does not reach it, then call
  asks_left = 3
  begin
    asks_left -= 1
    client.create(**request, client_token: token)[:packages][0][:id]
  rescue Bwp::Unknown => e
    puts "unknown: #{e.message}"
    retry if e.result[:retry_is_safe] && asks_left.positive?
    raise
  end
end

def live(client)
  id = buy(client, name: 'life', bandwidth_mbps: 20, area_a: 'china', area_b: 'asia-pacific', billing: 'postpaid')
  puts "bought #{id}"
  seen = client.wait(id, until: 'ready')[:packages][0]
  puts "#{seen[:state]}: #{seen[:bandwidth_mbps]} Mbit/s, #{seen[:area_a]} to #{seen[:area_b]}"
  client.list(name: 'life')[:packages].each { |package| puts "listed #{package[:id]}" }
  client.delete(id)
  puts "deleted #{id}"
  begin
    client.delete(id)
  rescue Bwp::NotDone => e
    puts "not done: #{e.message} [#{e.result[:status]}]"
  end
end

begin
  # one attempt for each call, so that a lost answer is seen here; otherwise libbwp asks again by itself
  Bwp::Client.open(provider: 'baidu', endpoint: ENV['BWP_ENDPOINT'], max_attempts: 1) { |client| live(client) }
rescue ArgumentError => e
  abort "no client: #{e.message}"
rescue Bwp::NotDone => e
  abort "not done: #{e.message}"
rescue Bwp::Unknown => e
  warn "perhaps bought, with client_token #{e.result[:client_token]}"
  exit 2
end
